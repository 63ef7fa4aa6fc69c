using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Rewriting;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

/// <summary>Plans a quantizer on graph text and applies the plan.</summary>
internal static class Quantized
{
    public static (Model Model, QuantizationPlan Plan) By(IQuantizer quantizer, string text, RangeSource? ranges = null, bool pairSafe = true, NodeSettings? settings = null,
        HardwareProfile? target = null)
    {
        var model = GraphText.Parse(text);
        var plan = Plan(quantizer, model, ranges, target ?? new HardwareProfile(pairSafe), settings);
        Assert.IsTrue(GraphText.Difference(text, model) is null, "Planning changed the graph.");
        Apply(quantizer, model, plan);
        return (model, plan);
    }

    /// <summary>The model itself, quantized; its nodes get names as in the pipeline.</summary>
    public static Model Apply(IQuantizer quantizer, Model model, RangeSource? ranges = null, NodeSettings? settings = null)
    {
        NodeNames.Assign(model);
        Apply(quantizer, model, Plan(quantizer, model, ranges, new HardwareProfile(PairSafe: true), settings));
        return model;
    }

    public static IReadOnlyList<string> Operators(Model model) => [.. model.Graph.Nodes.Select(node => node.OpType)];

    private static QuantizationPlan Plan(IQuantizer quantizer, Model model, RangeSource? ranges, HardwareProfile target, NodeSettings? settings)
    {
        var types = ShapeTable.Infer(model);
        var weights = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Initializers).ToHashSet();
        return quantizer.Plan(model, new QuantizationInputs(value => types[value], target, PerChannel: true, ranges, weights, new Dictionary<Node, string>())
        {
            Settings = settings is null ? null : _ => settings,
        });
    }

    private static void Apply(IQuantizer quantizer, Model model, QuantizationPlan plan)
    {
        var edit = new GraphEditor(model);
        foreach (var item in plan.Items)
        {
            item.Apply(edit);
        }

        GraphVerifier.Verify(model, quantizer.GetType().Name);
    }
}
