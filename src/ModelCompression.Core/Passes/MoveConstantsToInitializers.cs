using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Passes;

/// <summary>
/// <c>c = Constant(value)</c> -> initializer <c>c</c> of the main graph. The tensor stays the same. A Constant that is a graph output stays, as do
/// sparse and string attributes, which initializers of this representation do not hold.
/// </summary>
public sealed class MoveConstantsToInitializers : IPass
{
    public bool Run(Model model, IDiagnostics diagnostics)
    {
        var changed = false;
        foreach (var graph in model.Graph.SelfAndSubgraphs().ToList())
        {
            foreach (var node in graph.Nodes.Where(node => node.Is("Constant")).ToList())
            {
                if (node.Output(0).IsGraphOutput || ContentOf(node) is not { } data)
                {
                    continue;
                }

                var initializer = model.Graph.AddInitializer(node.Output(0).Name, data);
                foreach (var use in node.Output(0).Uses.ToList())
                {
                    use.Node.SetInput(use.Index, initializer);
                }

                graph.Remove(node);
                changed = true;
            }
        }

        return changed;
    }

    private static TensorData? ContentOf(Node node) => node.Attributes is not [{ } only] ? null : (only.Name, only.Value) switch
    {
        ("value", TensorData data) => data,
        ("value_float", float value) => TensorData.Scalar(value),
        ("value_floats", float[] values) => TensorData.Floats(new Shape(values.Length), values),
        ("value_int", long value) => TensorData.Int64s(Shape.Scalar, value),
        ("value_ints", long[] values) => TensorData.Int64s(new Shape(values.Length), values),
        _ => null,
    };
}
