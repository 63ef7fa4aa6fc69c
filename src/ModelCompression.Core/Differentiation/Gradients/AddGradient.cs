namespace ModelCompression.Differentiation.Gradients;

/// <summary>Every operand gets dy, summed where it was broadcast.</summary>
public sealed class AddGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Add", "Sum"];

    public void Differentiate(GradientContext context)
    {
        for (var i = 0; i < context.Node.Inputs.Count; i++)
        {
            if (context.Wants(i))
            {
                context.GiveBroadcast(i, context.Gradient);
            }
        }
    }
}
