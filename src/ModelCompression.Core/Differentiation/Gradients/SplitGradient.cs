using ModelCompression.Ir;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = the gradients of the parts behind each other; zeros for parts that are not used.</summary>
public sealed class SplitGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Split"];

    public void Differentiate(GradientContext context)
    {
        var parts = new List<Value>();
        for (var i = 0; i < context.Node.Outputs.Count; i++)
        {
            var part = context.Node.Outputs[i] ?? throw context.Unknown($"its output {i} has no name");
            parts.Add(context.OutputGradient(i) ?? context.Emit.ZerosLike(part));
        }

        context.Give(0, context.Emit.Call("Concat", parts, Attribute.Int("axis", context.Node.Int("axis", 0))));
    }
}
