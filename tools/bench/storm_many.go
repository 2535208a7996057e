package main

import (
	"context"
	"errors"
)

func (s *stormBench) many(ctx context.Context, n int) error  { return errors.New("not yet") }
func (s *stormBench) hours(ctx context.Context, n int) error { return errors.New("not yet") }
