namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy where x was not changed, the bounds included; 0 elsewhere. The bounds themselves are taken as given.</summary>
public sealed class ClipGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Clip"];

    public void Differentiate(GradientContext context)
    {
        var emit = context.Emit;
        context.Give(0, emit.Mul(context.Gradient, emit.AsFloat(emit.Call("Equal", [context.Input(0), context.Output]))));
    }
}
