package watch

import "golang.org/x/sys/unix"

// kindOf knows the file systems on disks of this machine. All others are polled: NFS, SMB, 9p, those of virtual machines, and FUSE, which may be
// anything.
func kindOf(dir string) kind {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil {
		return unknown
	}
	switch uint32(s.Type) {
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC, unix.TMPFS_MAGIC, unix.RAMFS_MAGIC,
		unix.OVERLAYFS_SUPER_MAGIC, unix.ECRYPTFS_SUPER_MAGIC, unix.MSDOS_SUPER_MAGIC, unix.EXFAT_SUPER_MAGIC, unix.REISERFS_SUPER_MAGIC,
		0x2FC12FC1, // ZFS
		0xCA451A4E, // bcachefs
		0x7366746E, // ntfs3
		0x3153464A, // JFS
		0x482B:     // HFS+
		return local
	}
	return remote
}
