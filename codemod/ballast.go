package codemod

// ballast is room on the heap. The collector begins when the heap has doubled; a
// run keeps next to nothing, so that without this it collects once for three
// megabytes of trees instead of once for ten, and is a sixth slower. Nothing is
// ever written to it: it takes addresses, but no memory of its own.
//
// What a run keeps grows with the files, and makes room by itself: the ballast
// goes piece by piece, and the most memory that is taken at a time stays.
type ballast struct{ pieces [6][]byte }

const (
	ballastPiece = 1 << 20 // bytes
	// ballastFiles is after how many files a piece goes.
	ballastFiles = 1_000
)

func newBallast() *ballast {
	b := &ballast{}
	for i := range b.pieces {
		b.pieces[i] = make([]byte, ballastPiece)
	}
	return b
}

// after hears how many files were looked at.
func (b *ballast) after(files int) {
	if i := files/ballastFiles - 1; files%ballastFiles == 0 && i < len(b.pieces) {
		b.pieces[i] = nil
	}
}
