using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization.Equalization;
using ModelCompression.Rewriting;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Equalization;

/// <summary>Equalizes graph text with statistics from seeded random samples.</summary>
internal static class Equalized
{
    public static (Model Model, EqualizationPlan Plan) Of(string text)
    {
        var model = GraphText.Parse(text);
        var shapes = ShapeTable.Infer(model);
        var groups = ChannelGroups.Of(model, shapes);
        var plan = CrossLayerEqualization.Plan(model, shapes, groups, Measure(model, shapes, groups));
        Assert.IsNull(GraphText.Difference(text, model), "Planning changed the graph.");
        CrossLayerEqualization.Apply(plan, new GraphEditor(model));
        GraphVerifier.Verify(model, nameof(CrossLayerEqualization));
        return (model, plan);
    }

    public static IReadOnlyDictionary<Value, ChannelStatistics> Measure(Model model, ShapeTable shapes, ChannelGroups groups)
    {
        var samples = Enumerable.Range(0, 2000).Select(seed => SeededTensors.SampleFor(model, seed));
        return new ChannelMeasurement(new OrtRunnerFactory(), 1, new DiagnosticList())
            .Measure(model, groups.Groups, CrossLayerEqualization.Measured(model, shapes, groups), samples, CancellationToken.None);
    }

    public static ChannelGroups Groups(string text)
    {
        var model = GraphText.Parse(text);
        return ChannelGroups.Of(model, ShapeTable.Infer(model));
    }
}
