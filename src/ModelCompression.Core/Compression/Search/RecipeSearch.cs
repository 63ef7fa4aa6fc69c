using System.Globalization;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Compression.Search;

/// <summary>
/// Decides what Auto leaves open: which quantizers, and which layers stay float. Accuracy first; then Speed takes the fastest candidate that is faster than the
/// original, Size the smallest, Balanced the usual one unless it is slower. Where no candidate helps, the original is handed on. Nothing is built that cannot change
/// the decision.
/// </summary>
internal sealed class RecipeSearch(CandidateStore candidates, TuningSet tuning, SpeedCheck speed, SearchBudget budget, IDiagnostics diagnostics)
{
    private const double MatrixShare = 0.2;

    public SearchResult Find(CompressionOptions options, long originalBytes, CancellationToken cancel)
    {
        var decided = options with { Quantization = SearchResult.Of(options, candidates.HasCalibration).Quantization, AccuracyControl = false };
        var usual = Improve(decided, cancel);
        if (options.Quantization.Length > 0 || options.Pruning != "None" || usual.Candidate.Record.Layers.Count == 0)
        {
            return Result(usual);
        }

        if (!speed.CanMeasure)
        {
            return options.Goal == "Size" ? Smallest(usual, originalBytes, cancel) : Result(usual);
        }

        return options.Goal switch
        {
            "Speed" => Fastest(usual, cancel),
            "Size" => Smallest(usual, originalBytes, cancel),
            _ => NotSlower(usual, originalBytes, cancel),
        };
    }

    private SearchResult Fastest(Tuned usual, CancellationToken cancel)
    {
        var best = Timed(usual, cancel);
        var mixed = usual.Candidate.Record.Layers.Any(layer => layer is { Scheme: "Static", Operator: "MatMul" or "Gemm" });
        if (mixed || !SpeedCheck.IsFaster(best.Ratio))
        {
            foreach (var other in Others(usual, cancel))
            {
                var timed = Timed(other, cancel);
                best = other.Score.Passed && Rank(timed.Ratio).CompareTo(Rank(best.Ratio)) > 0 ? timed : best;
            }
        }

        return SpeedCheck.IsFaster(best.Ratio) ? Result(best.Tuned) : Original(usual, string.Create(CultureInfo.InvariantCulture,
            $"no candidate is faster than the original (the best is {best.Ratio.Ratio:0.00} times as fast), so the original is shipped as it is"));
    }

    private static (bool IsFaster, double Ratio) Rank(LatencyRatio ratio) => (SpeedCheck.IsFaster(ratio), ratio.Ratio);

    private SearchResult NotSlower(Tuned usual, long originalBytes, CancellationToken cancel)
    {
        var (_, ratio) = Timed(usual, cancel);
        if (SpeedCheck.IsSlower(ratio) && Others(usual, cancel).FirstOrDefault(other => other.Score.Passed && !SpeedCheck.IsSlower(Timed(other, cancel).Ratio)) is { } quicker)
        {
            return Result(quicker, string.Create(CultureInfo.InvariantCulture,
                $"'{usual.Candidate.Options.Quantization}' runs at {ratio.Ratio:0.00} times the original's speed here, so '{quicker.Candidate.Options.Quantization}' is used"));
        }

        return usual.Candidate.Record.SizeBytes > originalBytes && !SpeedCheck.IsFaster(ratio)
            ? Original(usual, "the compressed model is neither smaller nor faster, so the original is shipped as it is")
            : Result(usual);
    }

    private SearchResult Smallest(Tuned usual, long originalBytes, CancellationToken cancel)
    {
        var best = usual;
        if (tuning.Exists && HasMatrices(candidates.FloatModel(usual.Candidate.Options)))
        {
            var narrow = usual.Candidate.Options;
            foreach (var bits in new[] { 4 }.TakeWhile(_ => !budget.IsSpent))
            {
                var other = Improve(narrow with { Quantization = "WeightOnly+" + narrow.Quantization, Node = narrow.Node with { WeightBits = bits } }, cancel);
                best = other.Score.Passed && other.Candidate.Record.SizeBytes < best.Candidate.Record.SizeBytes ? other : best;
            }
        }

        return best.Candidate.Record.SizeBytes > originalBytes
            ? Original(usual, "no candidate is smaller than the original, so the original is shipped as it is")
            : Result(best);
    }

    /// <summary>The usual recipe without static quantization, then without integer arithmetic; each is made when it is asked for.</summary>
    private IEnumerable<Tuned> Others(Tuned usual, CancellationToken cancel)
    {
        var options = usual.Candidate.Options;
        foreach (var without in new[] { new[] { "Static" }, ["Static", "Dynamic"] })
        {
            var left = string.Join('+', options.Quantization.Split('+').Except(without));
            if (left.Length > 0 && left != options.Quantization && !budget.IsSpent)
            {
                yield return Improve(options with { Quantization = left }, cancel);
            }
        }
    }

    private Tuned Improve(CompressionOptions options, CancellationToken cancel) => new AccuracyControl(candidates, tuning, budget, diagnostics).Improve(options, cancel);

    private (Tuned Tuned, LatencyRatio Ratio) Timed(Tuned tuned, CancellationToken cancel)
    {
        diagnostics.Progress("measuring speed");
        return (tuned, speed.Measure(tuned.Candidate.Path, tuned.Candidate.Record.Sha256, cancel));
    }

    private SearchResult Result(Tuned tuned, params IReadOnlyList<string> notes) =>
        SearchResult.Of(tuned.Candidate.Options, candidates.HasCalibration) with { Notes = notes, Sensitivity = tuned.Sensitivity };

    private SearchResult Original(Tuned tuned, string why) => Result(tuned, why) with { Quantization = "None", Rules = [] };

    /// <summary>True when matrices hold a fair share of the weights: only those are worth fewer bits.</summary>
    private static bool HasMatrices(Model model)
    {
        var nodes = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).ToList();
        var matrices = nodes.Where(node => node.IsAny("MatMul", "Gemm")).Select(node => node.Input(1)?.Constant?.Count ?? 0).Sum();
        var all = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Initializers).Sum(value => value.Constant?.Count ?? 0);
        return matrices > MatrixShare * all;
    }
}
