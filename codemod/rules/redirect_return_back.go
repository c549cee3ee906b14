package rules

import (
	"fmt"
	"slices"

	"github.com/clerkctl/clerkctl/codemod"
)

// RedirectReturnBack removes `returnBack` from RedirectToSignIn and
// RedirectToSignUp, which come back by themselves now.
//
// # Why
//
// Both components return to the current page by themselves now, so the prop
// that asked for it is no longer known. The table's row:
// `<RedirectToSignIn returnBack/>` becomes `<RedirectToSignIn />`, and the
// same for RedirectToSignUp.
//
// # Before
//
//	import { RedirectToSignIn } from "@clerk/nextjs";
//
//	export const Guard = () => <RedirectToSignIn returnBack />;
//
// # After
//
//	import { RedirectToSignIn } from "@clerk/nextjs";
//
//	export const Guard = () => <RedirectToSignIn />;
//
// # Before
//
//	import { RedirectToSignUp } from "@clerk/nextjs";
//
//	export const Guard = () => <RedirectToSignUp returnBack={true} key="up" />;
//
// # After
//
//	import { RedirectToSignUp } from "@clerk/nextjs";
//
//	export const Guard = () => <RedirectToSignUp key="up" />;
//
// # Fix safety
//
// Safe for a bare `returnBack`, for a boolean literal and for a text. Beside
// `redirectUrl`, `afterSignInUrl`, `afterSignUpUrl` or a spread, the fix is
// unsafe: the old components ignored these when `returnBack` was truthy, the
// new ones obey them. It is unsafe too where the value is only known at run
// time. `returnBack={false}` is removed with a notice of redirect-default,
// because there is no switch for the old default any more.
//
// The object forms, `createElement(RedirectToSignIn, {…})`, `jsx()`, `jsxs()`,
// spreads whose keys are in plain sight, and objects annotated with
// RedirectToProps, are treated alike. An object that is used elsewhere too is
// left to a person, and so is a read of `returnBack` from typed props.
var RedirectReturnBack = &codemod.Rule{
	Name:     redirectReturnBack,
	Severity: codemod.Error,
	Doc:      doc("RedirectReturnBack"),
	Check:    checkReturnBack,
}

func checkReturnBack(p *codemod.Pass) {
	var props []string
	for _, row := range p.Target.Redirects {
		props = append(props, row.Prop)
	}
	if !mentions(p, props...) {
		return
	}
	for _, v := range surveyChanges(p).verdicts(redirectReturnBack) {
		reportReturnBack(p, v)
	}
	reportTypedReads(p, redirectReturnBack)
}

func reportReturnBack(p *codemod.Pass, v verdict) {
	f := codemod.Finding{
		Range:   v.pos(),
		Fix:     codemod.Safe,
		Message: fmt.Sprintf("`%s` of %s is gone, because returning to the current page is the default; remove it", v.name, v.place.what),
	}
	switch {
	case v.reason == usedBesides:
		f.Fix = codemod.Manual
		f.Message = fmt.Sprintf("`%s` of %s is gone, but the object is used elsewhere too; remove the key together with what reads it", v.name, v.place.what)
	case v.reason == beside:
		f.Fix = codemod.Unsafe
		f.Message = fmt.Sprintf("`%s` of %s is gone; redirect props in the spread beside it, which it switched off, take effect without it", v.name, v.place.what)
	case v.directedAnywhere() && truthOf(v.key) == alwaysFalse && !v.conditional():
		// It switched nothing off, but beside it stands what now decides.
		f.Fix = codemod.Unsafe
		f.Message = fmt.Sprintf("`%s` of %s is gone; check that the redirect props beside it lead where it should", v.name, v.place.what)
	case v.directedAnywhere():
		f.Fix = codemod.Unsafe
		f.Message = fmt.Sprintf("`%s` of %s is gone; the redirect props beside it, which it switched off, take effect without it", v.name, v.place.what)
	case truthOf(v.key) == alwaysFalse && !v.conditional():
		f.Message = fmt.Sprintf("`%s` of %s is gone, and false asked for what no prop asks for any more; remove it", v.name, v.place.what)
	case truthOf(v.key) == unknown || v.conditional():
		f.Fix = codemod.Unsafe
		f.Message = fmt.Sprintf("`%s` of %s is gone; whatever its value, returning to the current page is the default", v.name, v.place.what)
	}
	if f.Fix != codemod.Manual {
		f.Edits = []codemod.Edit{removeKey(p, v.key)}
	}
	p.Report(f)
}

// directedAnywhere reports whether a place that gets the key also says where
// to go.
func (v verdict) directedAnywhere() bool {
	return slices.ContainsFunc(v.slots, func(sl slot) bool { return sl.place.redirect != nil && sl.place.directed() })
}

// conditional reports whether a choice decides if the key is given.
func (v verdict) conditional() bool {
	return slices.ContainsFunc(v.slots, func(sl slot) bool { return len(sl.path) > 0 })
}

// removeKey takes an attribute or a property away.
func removeKey(p *codemod.Pass, k *key) codemod.Edit {
	if k.attr != nil {
		return removeAttr(p.File.File, k.elem, k.attr)
	}
	return removeProperty(p.File.File, k.object, k.prop)
}
