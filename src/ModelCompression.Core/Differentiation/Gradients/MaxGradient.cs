namespace ModelCompression.Differentiation.Gradients;

/// <summary>Largest or smallest of several operands: dy goes to the operand that was chosen, in equal parts where several are equal.</summary>
public sealed class MaxGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Max", "Min"];

    public void Differentiate(GradientContext context)
    {
        var emit = context.Emit;
        var chosen = context.Node.Inputs.Select((_, i) => emit.AsFloat(emit.Call("Equal", [context.Input(i), context.Output]))).ToList();
        var share = emit.Div(context.Gradient, emit.Call("Sum", chosen));
        for (var i = 0; i < chosen.Count; i++)
        {
            if (context.Wants(i))
            {
                context.GiveBroadcast(i, emit.Mul(share, chosen[i]));
            }
        }
    }
}
