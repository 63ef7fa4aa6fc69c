using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Rewriting;

/// <summary>
/// A graph that computes in float16 -> the same in float: constants and the types operators name are widened, which is exact, and a Cast stands behind every float16 input
/// and in front of every float16 output, so that callers see no difference. CPUs compute float16 as float with conversions in between; the integer operators of the
/// runtime only go with float.
/// </summary>
public static class HalfToFloat
{
    private static readonly string[] Products = ["Conv", "ConvTranspose", "Gemm", "MatMul", "LSTM", "GRU", "RNN", "Attention"];
    private static readonly string[] KnownDomains = ["", "ai.onnx.ml", "com.microsoft"];

    /// <summary>True when a product has float16 weights, so that there is something to gain.</summary>
    public static bool Applies(Model model) =>
        NodesOf(model).Any(node => Products.Contains(node.OpType) && node.Inputs.Any(input => input?.Initializer?.Element == ElementType.Float16));

    /// <summary>Widens the model.</summary>
    /// <returns>Null when that is done or there is nothing to do; else why it stays as it is.</returns>
    public static Skipped? Widen(Model model)
    {
        if (!Applies(model))
        {
            return null;
        }

        if (Problem(model) is var (node, why))
        {
            return new Skipped(node, $"the model computes in float16 and cannot be changed to float: {why}");
        }

        var edit = new GraphEditor(model);
        foreach (var graph in model.Graph.SelfAndSubgraphs().ToList())
        {
            WidenConstants(graph, edit);
            foreach (var inner in graph.Nodes)
            {
                WidenAttributes(inner);
            }
        }

        NarrowOutputs(model.Graph, edit);
        WidenInputs(model.Graph, edit);
        foreach (var value in model.Graph.SelfAndSubgraphs().Skip(1).SelectMany(graph => graph.Inputs).Concat(NodesOf(model).SelectMany(inner => inner.Outputs).OfType<Value>()).Where(IsHalf))
        {
            var castsBack = value.Owner == model.Graph && value.IsGraphOutput;
            value.Type = castsBack ? value.Type : Float(value);
        }

        return null;
    }

    private static (string Node, string Why)? Problem(Model model)
    {
        foreach (var node in NodesOf(model))
        {
            var why = !KnownDomains.Contains(node.Domain) ? $"what {node.OpType} of domain '{node.Domain}' takes is not known"
                : node.OpType.StartsWith("Sequence", StringComparison.Ordinal) || node.OpType.StartsWith("Optional", StringComparison.Ordinal) ? "it holds sequences"
                : null;
            if (why is not null)
            {
                return (node.Name.Length > 0 ? node.Name : node.OpType, why);
            }
        }

        var output = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Outputs)
            .FirstOrDefault(value => value.Initializer?.Element == ElementType.Float16 || (value.Type is null && value.Owner == model.Graph));
        return output is null ? null : (output.Name, "it is an output that is stored in the model or has no known type");
    }

    private static void WidenConstants(Graph graph, GraphEditor edit)
    {
        foreach (var value in graph.Initializers.Where(value => value.Constant is { Element: ElementType.Float16 }).ToList())
        {
            var data = value.Constant ?? throw new InvalidOperationException($"{value} is not constant.");
            edit.ReplaceInputs(value, graph.AddInitializer(value.Name, TensorData.Floats(data.Shape, data.ToFloats())));
        }

        graph.RemoveInitializers(value => value is { Initializer.Element: ElementType.Float16, Uses.Count: 0, IsGraphOutput: false });
    }

    private static void WidenAttributes(Node node)
    {
        foreach (var attribute in node.Attributes.ToList())
        {
            if (attribute.Value is (long)ElementType.Float16 && ((node.Is("Cast") && attribute.Name == "to") || attribute.Name == "dtype"))
            {
                node.SetAttribute(Attribute.Int(attribute.Name, (long)ElementType.Float));
            }
            else if (attribute.Value is TensorData { Element: ElementType.Float16 } data)
            {
                node.SetAttribute(Attribute.Tensor(attribute.Name, TensorData.Floats(data.Shape, data.ToFloats())));
            }
        }
    }

    /// <summary>x (float16) -> readers   becomes   x (float16) -> Cast -> readers.</summary>
    private static void WidenInputs(Graph main, GraphEditor edit)
    {
        foreach (var input in main.Inputs.Where(input => IsHalf(input) && input.Uses.Count > 0 && input.Constant is null).ToList())
        {
            var wide = new Value(input.Name + "_float", Float(input));
            edit.ReplaceInputs(input, wide);
            edit.InsertBefore(main.Nodes.First(), Cast(input, wide, ElementType.Float));
        }
    }

    /// <summary>y (float16)   becomes   y_float -> Cast -> y (float16); who else read y reads y_float.</summary>
    private static void NarrowOutputs(Graph main, GraphEditor edit)
    {
        for (var i = 0; i < main.Outputs.Count; i++)
        {
            if (main.Outputs[i] is not { Producer: { } producer } wide || !IsHalf(wide))
            {
                continue;
            }

            var narrow = new Value(wide.Name, wide.Type) { Extras = wide.Extras };
            wide.Name += "_float";
            wide.Type = Float(wide);
            for (var k = i; k < main.Outputs.Count; k++)
            {
                if (main.Outputs[k] == wide)
                {
                    main.SetOutput(k, narrow);
                }
            }

            edit.InsertAfter(producer, Cast(wide, narrow, ElementType.Float16));
        }
    }

    private static Node Cast(Value from, Value to, ElementType element) => new("Cast", [from], [to], [Attribute.Int("to", (long)element)], "", to.Name + "_cast");

    private static bool IsHalf(Value value) => value.Type?.Element == ElementType.Float16;

    private static TensorType? Float(Value value) => value.Type is { } type ? type with { Element = ElementType.Float } : null;

    private static IEnumerable<Node> NodesOf(Model model) => model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes);
}
