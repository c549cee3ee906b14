package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
)

// sumOf names the state of some files.
func sumOf(files fs.FS) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, path)
		sum.Write([]byte(path + "\x00"))
		sum.Write(append(text, 0))
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)[:6]), err
}

// copyPeers lays out what the peers are installed and run with.
func copyPeers(dir string) error {
	inside, err := fs.Sub(peers, "peers")
	if err != nil {
		return err
	}
	return os.CopyFS(dir, inside)
}

// texts reads all files below a folder, by their paths with "/".
func texts(dir string) (map[string]string, error) {
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		out[path] = string(text)
		return err
	})
	return out, err
}

// writeTexts is the reverse of texts, into a folder that is made anew.
func writeTexts(dir string, files map[string]string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	for path, text := range files {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
