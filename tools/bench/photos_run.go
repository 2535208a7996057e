package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// usage is what a run of a program took.
type usage struct {
	wall, processor float64 // seconds; the processor time of all its threads
	peak            int     // MiB of memory at most; 0 where it is not known
}

// measured runs a command and gives what it took and what it printed.
func measured(ctx context.Context, args []string) (usage, []byte, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return usage{}, nil, err
	}
	ended, peak := make(chan struct{}), make(chan int)
	go func() { peak <- watch(cmd.Process.Pid, ended) }()
	err := cmd.Wait()
	u := usage{wall: time.Since(start).Seconds(), processor: (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()}
	close(ended)
	u.peak = <-peak
	if err != nil {
		err = fmt.Errorf("%.300q: %w\n%s", args, err, complaints.Bytes())
	}
	return u, out.Bytes(), err
}

// watch follows the peak memory of a process until it ended. It asks the kernel (VmHWM, proc_pid_status(5)) because the maximum
// that wait4 gives of a child begins at that of its parent, which decodes photos itself.
func watch(pid int, ended <-chan struct{}) int {
	peak := 0
	for {
		if now, err := peakOf(pid); err == nil {
			peak = max(peak, now)
		}
		select {
		case <-ended:
			return peak
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func peakOf(pid int) (int, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kB, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")))
			return kB / 1024, err
		}
	}
	return 0, errors.New("no VmHWM")
}
