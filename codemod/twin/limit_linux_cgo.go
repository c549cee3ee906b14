//go:build linux && cgo

package twin

const withC = true
