package photo

import (
	_ "github.com/gen2brain/heic"
	_ "github.com/muesli/smartcrop"
	_ "github.com/nats-io/nats-server/v2/server"
	_ "github.com/nats-io/nats.go"
	_ "github.com/tetratelabs/wazero"
)
