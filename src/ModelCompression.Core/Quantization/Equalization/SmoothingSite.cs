using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Quantization.Equalization;

/// <summary>An activation and all layers that multiply it by a constant matrix: they share one quantized copy of it, and so one set of factors.</summary>
/// <param name="Input">The activation, float [..., features].</param>
/// <param name="Readers">The layers in graph order, at least one.</param>
public sealed record SmoothingSite(Value Input, IReadOnlyList<ScalableLayer> Readers)
{
    public int Features => Readers[0].Inputs;

    /// <param name="quantized">Names of the nodes that will be quantized with one scale for the whole activation; others are left alone.</param>
    /// <returns>The sites of the main graph in graph order, and the layers that cannot be part of one.</returns>
    public static (IReadOnlyList<SmoothingSite> Sites, IReadOnlyList<Skipped> Skipped) Of(Model model, IReadOnlySet<string> quantized)
    {
        var skipped = new List<Skipped>();
        var readers = new List<(Value Input, ScalableLayer Layer)>();
        foreach (var node in model.Graph.Nodes.Where(node => node.IsAny("MatMul", "Gemm") && quantized.Contains(node.Name)))
        {
            var (layer, why) = ScalableLayer.Of(node);
            if (layer is not null && node.Input(0) is { Constant: null } input)
            {
                readers.Add((input, layer));
            }
            else
            {
                skipped.Add(new Skipped(node.Name, $"its input is not smoothed: {why ?? "it is constant"}"));
            }
        }

        var sites = readers.GroupBy(reader => reader.Input, reader => reader.Layer).Where(site => site.All(layer => layer.Inputs == site.First().Inputs));
        return ([.. sites.Select(site => new SmoothingSite(site.Key, [.. site]))], skipped);
    }
}
