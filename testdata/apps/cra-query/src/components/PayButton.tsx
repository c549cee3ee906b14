interface PayButtonProps {
  amount: number;
  /** Where the payment provider sends the potter back to. */
  callbackUrl?: string;
}

export const PayButton = ({ amount, callbackUrl = '/paid' }: PayButtonProps) => {
  const pay = () => {
    window.location.href = `https://pay.example/checkout?amount=${amount}&back=${encodeURIComponent(callbackUrl)}`;
  };

  return <button onClick={pay}>Pay {(amount / 100).toFixed(2)} €</button>;
};
