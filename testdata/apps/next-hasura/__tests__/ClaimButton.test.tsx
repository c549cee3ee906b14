import { fireEvent, render, screen } from "@testing-library/react";
import { useUser } from "@clerk/nextjs";
import { ClaimButton } from "@/components/ClaimButton";

jest.mock("@clerk/nextjs", () => ({ useUser: jest.fn() }));

const update = jest.fn();

beforeEach(() => {
  (useUser as jest.Mock).mockReturnValue({
    id: "user_1",
    firstName: "Tomas",
    emailAddresses: [{}],
    publicMetadata: {},
    update,
  });
  global.fetch = jest.fn().mockResolvedValue({ ok: true });
});

it("claims the plot and remembers it", async () => {
  render(<ClaimButton plotId="p-12" />);
  fireEvent.click(screen.getByText("Claim this plot"));
  expect(await screen.findByText("Tomas, the plot is yours.")).toBeInTheDocument();
  expect(update).toHaveBeenCalledWith({ unsafeMetadata: { lastClaim: "p-12" } });
});
