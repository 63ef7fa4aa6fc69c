namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = a b: da = dy b, db = dy a, summed where they were broadcast.</summary>
public sealed class MulGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Mul"];

    public void Differentiate(GradientContext context)
    {
        for (var i = 0; i < 2; i++)
        {
            if (context.Wants(i))
            {
                context.GiveBroadcast(i, context.Emit.Mul(context.Gradient, context.Input(1 - i)));
            }
        }
    }
}
