//go:build linux && !cgo

package twin

const withC = false
