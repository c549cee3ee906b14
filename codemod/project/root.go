package project

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// WorkTree finds the git work tree that holds dir (absolute, links resolved):
// the nearest folder upwards with a .git in it. It asks no git program.
func WorkTree(dir string) (root string, ok bool) {
	for {
		if gitDir(dir) != "" {
			return dir, true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", false
		}
		dir = up
	}
}

// gitDir is the folder of git's own files for the work tree at dir; "" when dir
// is the top of none. A .git that is a file, as in submodules and linked work
// trees, says where the folder is.
func gitDir(dir string) string {
	path := filepath.Join(dir, ".git")
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	if info.IsDir() {
		if _, err := os.Stat(filepath.Join(path, "HEAD")); err != nil {
			return ""
		}
		return path
	}
	text, ok := strings.CutPrefix(readSmall(path), "gitdir:")
	if !ok {
		return ""
	}
	if text = strings.TrimSpace(text); !filepath.IsAbs(text) {
		text = filepath.Join(dir, text)
	}
	return text
}

// commonGitDir is where the settings shared by all work trees of a repository
// are: for a linked work tree the main one's folder.
func commonGitDir(gitDir string) string {
	common := strings.TrimSpace(readSmall(filepath.Join(gitDir, "commondir")))
	switch {
	case common == "":
		return gitDir
	case filepath.IsAbs(common):
		return common
	}
	return filepath.Join(gitDir, common)
}

// readSmall is the beginning of a file that holds one line; "" when there is
// none.
func readSmall(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	data, err := io.ReadAll(io.LimitReader(f, 8<<10))
	if err != nil {
		return ""
	}
	return string(bytes.TrimSpace(data))
}

// resolve is the absolute path with every link followed.
func resolve(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}
