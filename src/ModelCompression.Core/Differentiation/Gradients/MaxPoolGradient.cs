using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// dy is added up at the element each window took, which the runtime states in the pool's second output; of several equal ones it is the one the runtime states.
/// </summary>
public sealed class MaxPoolGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["MaxPool"];

    public void Differentiate(GradientContext context)
    {
        var (emit, node) = (context.Emit, context.Node);
        if (node.Int("storage_order", 0) != 0)
        {
            throw context.Unknown("its indices are column-major");
        }

        if (node.Outputs.Count < 2)
        {
            node.AddOutput(new Value(context.Output.Name + "_indices"));
        }

        var indices = node.Outputs[1] ?? throw context.Unknown("its second output has no name");
        context.Give(0, MovedElements.Add(emit, context.Input(0), emit.Reshape(indices, -1), emit.Reshape(context.Gradient, -1)));
    }
}
