package corpus

import (
	"math/rand/v2"
	"strings"
)

var (
	areas = []string{"components", "features", "pages", "modules", "screens", "views", "widgets"}
	kinds = []string{"parts", "forms", "panels", "dialogs", "lists", "shared", "details"}

	nouns = []string{
		"Account", "Activity", "Address", "Agenda", "Alert", "Article", "Asset", "Audience", "Author", "Balance",
		"Banner", "Basket", "Billing", "Booking", "Branch", "Budget", "Calendar", "Campaign", "Carrier", "Catalog",
		"Category", "Channel", "Chart", "Client", "Comment", "Company", "Contact", "Contract", "Course", "Customer",
		"Delivery", "Deployment", "Device", "Discount", "Document", "Draft", "Episode", "Event", "Expense", "Field",
		"Filter", "Folder", "Forecast", "Gallery", "Goal", "Group", "Guest", "Habit", "Image", "Incident",
		"Inventory", "Invoice", "Journal", "Label", "Lesson", "License", "Location", "Meeting", "Member", "Message",
		"Metric", "Milestone", "Module", "Note", "Offer", "Order", "Package", "Partner", "Patient", "Payment",
		"Permission", "Playlist", "Policy", "Product", "Profile", "Project", "Question", "Quote", "Rating", "Receipt",
		"Recipe", "Region", "Release", "Report", "Request", "Review", "Role", "Room", "Route", "Schedule",
		"Segment", "Sensor", "Shift", "Shipment", "Snippet", "Store", "Student", "Survey", "Task", "Team",
		"Template", "Ticket", "Timeline", "Topic", "Tracker", "Vehicle", "Vendor", "Version", "Visit", "Workspace",
	}
	qualities = []string{
		"Active", "Advanced", "Annual", "Archived", "Available", "Basic", "Compact", "Current", "Daily", "Default",
		"Expanded", "External", "Final", "Global", "Hidden", "Inline", "Internal", "Latest", "Linked", "Local",
		"Main", "Monthly", "Nested", "Open", "Pending", "Pinned", "Primary", "Private", "Public", "Quick",
		"Recent", "Recurring", "Remote", "Selected", "Shared", "Simple", "Sticky", "Upcoming", "Verified", "Weekly",
	}
	roles = []string{
		"Card", "Dialog", "Drawer", "Editor", "Footer", "Form", "Grid", "Header", "Layout", "List", "Menu", "Modal",
		"Page", "Panel", "Picker", "Preview", "Row", "Section", "Sidebar", "Summary", "Table", "Tabs", "Toolbar", "View",
	}
	verbs = []string{
		"add", "apply", "archive", "assign", "build", "cancel", "change", "check", "clear", "close", "collect", "compare",
		"copy", "create", "delete", "download", "edit", "fetch", "filter", "find", "format", "group", "hide", "import",
		"invite", "load", "merge", "move", "open", "parse", "print", "publish", "refresh", "remove", "rename", "reset",
		"restore", "save", "search", "select", "send", "share", "show", "sort", "submit", "sync", "toggle", "update",
	}
	fields = []string{
		"amount", "archived", "author", "city", "code", "color", "count", "country", "createdAt", "currency", "description",
		"dueDate", "duration", "email", "firstName", "height", "href", "icon", "index", "kind", "label", "lastName", "limit",
		"name", "note", "offset", "owner", "phone", "position", "price", "priority", "quantity", "rank", "reason", "score",
		"size", "slug", "source", "state", "status", "step", "street", "summary", "tag", "tax", "title", "total", "unit",
		"updatedAt", "url", "value", "weight", "width", "year", "zip",
	}
	prosaic = []string{
		"the", "a", "this", "every", "when", "before", "after", "while", "because", "so", "that", "list", "page", "value",
		"server", "answer", "user", "browser", "keeps", "shows", "returns", "loads", "waits", "until", "again", "only",
		"first", "last", "next", "empty", "new", "old", "is", "are", "was", "has", "been", "not", "with", "for", "from",
		"into", "over", "and", "or", "but", "than", "more", "less", "enough", "screen", "row", "column", "total", "order",
		"item", "request", "cache", "state", "parent", "child", "effect", "render", "network", "slow", "fast", "small",
		"large", "number", "text", "date", "time", "zone", "person", "team", "company", "sees", "asks", "clicks", "moves",
	}
	classes = []string{
		"flex", "grid", "block", "hidden", "items-center", "items-start", "justify-between", "justify-end", "gap-2", "gap-4",
		"p-2", "p-4", "px-3", "py-1", "m-0", "mt-2", "mb-4", "mx-auto", "w-full", "max-w-lg", "h-full", "rounded", "rounded-lg",
		"border", "border-gray-200", "shadow", "shadow-md", "bg-white", "bg-gray-50", "bg-indigo-600", "text-sm", "text-lg",
		"text-gray-500", "text-white", "font-medium", "font-bold", "truncate", "uppercase", "sr-only", "relative", "absolute",
		"inset-0", "overflow-hidden", "hover:bg-gray-100", "focus:outline-none", "md:flex", "lg:grid-cols-3",
	}
	colors = []string{"#0f172a", "#475569", "#94a3b8", "#e2e8f0", "#4f46e5", "#16a34a", "#dc2626", "#f59e0b", "tomato", "rebeccapurple"}
)

func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

// camel is a name with a small first letter.
func camel(name string) string { return strings.ToLower(name[:1]) + name[1:] }

func upper(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

func componentName(rng *rand.Rand) string {
	name := pick(rng, nouns) + pick(rng, roles)
	if rng.IntN(2) == 0 {
		name = pick(rng, qualities) + name
	}
	return name
}

// sentence is words in a row, which mean nothing.
func sentence(rng *rand.Rand, words int) string {
	var b strings.Builder
	for i := range words {
		word := pick(rng, prosaic)
		if i == 0 {
			word = upper(word)
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}
