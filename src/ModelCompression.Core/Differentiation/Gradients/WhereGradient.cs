namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = a where the condition holds, else b: each gets dy where it was taken, summed where it was broadcast.</summary>
public sealed class WhereGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Where"];

    public void Differentiate(GradientContext context)
    {
        var (emit, condition, dy) = (context.Emit, context.Input(0), context.Gradient);
        if (context.Wants(1))
        {
            context.GiveBroadcast(1, emit.Call("Where", [condition, dy, emit.Scalar(0)]));
        }

        if (context.Wants(2))
        {
            context.GiveBroadcast(2, emit.Call("Where", [condition, emit.Scalar(0), dy]));
        }
    }
}
