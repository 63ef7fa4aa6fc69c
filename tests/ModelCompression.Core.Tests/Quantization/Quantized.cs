using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Rewriting;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

/// <summary>Plans a quantizer on graph text and applies the plan.</summary>
internal static class Quantized
{
    public static (Model Model, QuantizationPlan Plan) By(IQuantizer quantizer, string text, RangeSource? ranges = null, bool pairSafe = true)
    {
        var model = GraphText.Parse(text);
        var types = ShapeTable.Infer(model);
        var weights = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Initializers).ToHashSet();
        var plan = quantizer.Plan(model, new QuantizationInputs(value => types[value], new HardwareProfile(pairSafe), PerChannel: true, ranges, weights, new Dictionary<Node, string>()));
        Assert.IsTrue(GraphText.Difference(text, model) is null, "Planning changed the graph.");
        var edit = new GraphEditor(model);
        foreach (var item in plan.Items)
        {
            item.Apply(edit);
        }

        GraphVerifier.Verify(model, quantizer.GetType().Name);
        return (model, plan);
    }

    public static IReadOnlyList<string> Operators(Model model) => [.. model.Graph.Nodes.Select(node => node.OpType)];
}
