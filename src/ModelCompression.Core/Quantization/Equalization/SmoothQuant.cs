using System.Globalization;
using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// Moves outliers from activations to weights before both are quantized (Xiao et al. 2023, "SmoothQuant", section 4, with the factors of each activation chosen by
/// their expected error): x W -> (x / s) (s W), where weights have a scale for every output and the activation has one scale for all.
/// </summary>
public static class SmoothQuant
{
    /// <summary>A site is left alone when more than this share of its expected error would remain: the division costs time.</summary>
    private const double MaxRemaining = 0.8;
    private const int Alphas = 10;
    private const double StepsPerOctave = 16;
    private const double Largest = 256;

    /// <param name="records">What was seen of the sites' activations; a site without is left alone.</param>
    public static SmoothingPlan Plan(IReadOnlyList<SmoothingSite> sites, IReadOnlyDictionary<Value, FeatureRecord> records)
    {
        var items = new List<Smoothing>();
        var skipped = new List<Skipped>();
        foreach (var site in sites)
        {
            if (!records.TryGetValue(site.Input, out var seen) || !seen.IsUsable || seen.Runs.Count == 0)
            {
                skipped.AddRange(Skip(site, "it was not measured"));
                continue;
            }

            var (factors, remaining) = Search(site, seen);
            if (remaining > MaxRemaining)
            {
                skipped.AddRange(Skip(site, string.Create(CultureInfo.InvariantCulture, $"{remaining:P0} of the expected error would remain")));
                continue;
            }

            items.Add(new Smoothing(site, factors, remaining));
        }

        return new SmoothingPlan(items, skipped);
    }

    /// <summary>Divides the activations, once for all readers, and changes the readers' weights.</summary>
    public static void Apply(SmoothingPlan plan, GraphEditor edit)
    {
        foreach (var (site, factors, _) in plan.Items)
        {
            var inverse = edit.Constant(site.Input.Name + "_smoothing", TensorData.Floats(new Shape(factors.Length), Array.ConvertAll(factors, factor => (float)(1 / factor))));
            var smooth = edit.Insert(site.Readers[0].Node, "Mul", [site.Input, inverse], site.Input.Name + "_smooth");
            foreach (var layer in site.Readers)
            {
                layer.Node.SetInput(0, smooth);
                ScaleRows(layer, factors, edit);
            }
        }
    }

    /// <summary>Along s_j = |x_j|^alpha / max|W_j|^beta with beta = 0 or 1 - alpha: the first spends nothing on weights that happen to be small.</summary>
    private static (double[] Factors, double Remaining) Search(SmoothingSite site, FeatureRecord seen)
    {
        var noise = new SmoothingNoise(site, seen);
        var best = Enumerable.Repeat(1.0, site.Features).ToArray();
        var start = noise.At(best);
        var least = start;
        var magnitudes = Enumerable.Range(0, site.Features).Select(seen.Magnitude).ToArray();
        for (var i = 1; i <= Alphas; i++)
        {
            var alpha = (double)i / Alphas;
            foreach (var beta in new[] { 0, 1 - alpha }.Distinct())
            {
                var factors = Normalized([.. magnitudes.Select((magnitude, j) => Math.Pow(magnitude, alpha) / Math.Pow(noise.Largest[j], beta))]);
                if (noise.At(factors) is var error && error < least)
                {
                    (best, least) = (factors, error);
                }
            }
        }

        return (best, start > 0 ? least / start : 1);
    }

    /// <summary>Around the median, limited, and on a grid of powers of 2^(1/16), so that the last bits of what was measured do not matter; 1 for features without values.</summary>
    private static double[] Normalized(double[] factors)
    {
        var known = factors.Where(IsPositive).Order().ToArray();
        var middle = known.Length == 0 ? 1 : known[known.Length / 2];
        return Array.ConvertAll(factors, factor => IsPositive(factor)
            ? Math.Pow(2, Math.Round(Math.Log2(Math.Clamp(factor / middle, 1 / Largest, Largest)) * StepsPerOctave) / StepsPerOctave)
            : 1);
    }

    private static bool IsPositive(double factor) => factor > 0 && double.IsFinite(factor);

    private static void ScaleRows(ScalableLayer layer, double[] factors, GraphEditor edit)
    {
        var weight = layer.Weight.ToFloats();
        for (var i = 0; i < weight.Length; i++)
        {
            weight[i] = (float)(weight[i] * factors[layer.At(i).Input]);
        }

        layer.Node.SetInput(1, edit.Constant(layer.Node.Input(1)?.Name ?? "", TensorData.Floats(layer.Weight.Shape, weight)));
    }

    private static IEnumerable<Skipped> Skip(SmoothingSite site, string why) => site.Readers.Select(layer => new Skipped(layer.Node.Name, $"its input is not smoothed: {why}"));
}
