namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = a - b: da = dy, db = -dy, summed where they were broadcast.</summary>
public sealed class SubGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Sub"];

    public void Differentiate(GradientContext context)
    {
        if (context.Wants(0))
        {
            context.GiveBroadcast(0, context.Gradient);
        }

        if (context.Wants(1))
        {
            context.Give(1, context.Emit.Neg(Unbroadcast.To(context.Emit, context.Input(1), context.Output, context.Gradient)));
        }
    }
}
