// Package bench measures how long the verification of session tokens takes on
// this machine, with the package that applications import, beside a control
// that does nothing but the cryptography.
//
// What is compared runs in the same process in rounds that take turns, so
// that a busy moment of the machine falls on all alike, and is given as a
// ratio to the control. A single figure in microseconds says more about the
// machine than about the code.
package bench
