using ModelCompression.Analysis;
using ModelCompression.Calibration;
using ModelCompression.Compression.Recipes;
using ModelCompression.Compression.Search;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Passes;
using ModelCompression.Quantization;
using ModelCompression.Rewriting;
using ModelCompression.Rewriting.Opsets;
using ModelCompression.Rewriting.Rules;

namespace ModelCompression.Compression;

/// <summary>
/// Turns an original into a compressed file: normalize, prune, calibrate, quantize, write; then looks at what the runtime makes of the file and takes back what it
/// did not fuse.
/// </summary>
public sealed class CandidateBuilder(IModelRunnerFactory runners, Catalog catalog, int threads, IDiagnostics diagnostics)
{
    private const int MaxRounds = 8;

    /// <summary>The part all candidates of one model share: the float graph that is then quantized one way or another.</summary>
    /// <param name="model">The original; it is changed.</param>
    /// <param name="calibration">Calibration data, or null.</param>
    public PreparedModel Prepare(Model model, CompressionOptions options, Dataset? calibration, CancellationToken cancel = default)
    {
        SizeLimit.Check(OnnxWriter.SizeBytes(model), OnnxWriter.DefaultMaxBytes);
        diagnostics.Progress("normalizing the graph");
        StandardPasses.Normalize(model, runners, diagnostics);
        var skipped = new List<Skipped>();
        NodeNames.Assign(model);
        (model, var sparsity) = new PruningStep(runners, catalog, threads, diagnostics).Run(model, options, calibration, skipped, cancel);
        GraphVerifier.Verify(model, "normalization and pruning");
        return new PreparedModel(OnnxWriter.ToBytes(model), calibration, sparsity, skipped);
    }

    /// <summary>The prepared model in the form a recipe needs, as far as it can be brought there.</summary>
    internal PreparedModel Bring(PreparedModel prepared, GraphForm form)
    {
        if (form == default)
        {
            return prepared;
        }

        var model = prepared.Parse();
        var raises = form.Raised && model.Opset < OpsetConversion.Target;
        var widens = form.Widened && HalfToFloat.Applies(model);
        Skipped?[] problems = [raises ? OpsetConversion.Raise(model) : null, widens ? HalfToFloat.Widen(model) : null];
        var unties = form.Raised && new RuleSet(new UntieTransposedWeight()).Apply(model) > 0;
        var aligns = form.Aligned && model.Opset >= AlignInputChannels.MinOpset && new RuleSet(new AlignInputChannels()).Apply(model) > 0;
        if (!raises && !widens && !unties && !aligns)
        {
            return prepared;
        }

        StandardPasses.Normalize(model, runners, diagnostics);
        NodeNames.Assign(model);
        GraphVerifier.Verify(model, "raising the opset and widening");
        return new PreparedModel(OnnxWriter.ToBytes(model), prepared.Calibration, prepared.Sparsity, [.. prepared.Skipped, .. problems.OfType<Skipped>()]);
    }

    /// <summary>The prepared model with equalized layers, where the recipe asks for it; what was measured on the one says nothing about the other.</summary>
    /// <param name="explain">Whether the report says what was left alone, and why.</param>
    public PreparedModel Equalize(PreparedModel prepared, Dataset calibration, bool explain, CancellationToken cancel)
    {
        var model = prepared.Parse();
        var skipped = new FloatEqualization(runners, threads, diagnostics).Run(model, calibration, cancel);
        GraphVerifier.Verify(model, "equalization");
        return new PreparedModel(OnnxWriter.ToBytes(model), calibration, prepared.Sparsity, explain ? [.. prepared.Skipped, .. skipped] : prepared.Skipped);
    }

    /// <summary>Names of the products the recipe quantizes with a scale that each run finds for the whole activation.</summary>
    public IReadOnlySet<string> DynamicProducts(PreparedModel prepared, CompressionOptions options, CancellationToken cancel)
    {
        var work = prepared.Parse();
        var rules = new NodeRules(work, options, ResolvedRecipe.Quantizers(options, prepared.Calibration is not null), SilentDiagnostics.Instance);
        var source = prepared.Calibration is { } calibration ? Ranges(work, options, rules, calibration, prepared.Ranges, cancel) : null;
        return Quantize(work, options, rules, TypesOf(prepared, work, options, cancel), source, []).Layers.Where(layer => layer.Scheme == "Dynamic").Select(layer => layer.Node).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The prepared model with smoothed activations.</summary>
    /// <param name="products">From <see cref="DynamicProducts"/>.</param>
    public PreparedModel Smooth(PreparedModel prepared, IReadOnlySet<string> products, CompressionOptions options, CancellationToken cancel)
    {
        var model = prepared.Parse();
        var skipped = new FloatSmoothing(runners, threads, diagnostics).Run(model, products, prepared.Calibration, options.Seed, cancel);
        GraphVerifier.Verify(model, "smoothing");
        return new PreparedModel(OnnxWriter.ToBytes(model), prepared.Calibration, prepared.Sparsity, [.. prepared.Skipped, .. skipped]);
    }

    /// <param name="path">Where the file is written.</param>
    public CandidateRecord Build(PreparedModel prepared, CompressionOptions options, string path, CancellationToken cancel)
    {
        var calibration = prepared.Calibration;
        var original = prepared.Parse();
        var rules = new NodeRules(original, options, ResolvedRecipe.Quantizers(options, calibration is not null), diagnostics);
        var skipped = prepared.Skipped.ToList();
        var excluded = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var round = 0; ; round++)
        {
            cancel.ThrowIfCancellationRequested();
            var work = prepared.Parse();
            var named = NodeNames.All(work).ToHashSet();
            var types = TypesOf(prepared, work, options, cancel);
            var source = calibration is null ? null : Ranges(work, options, rules, calibration, prepared.Ranges, cancel);
            var (layers, left) = Quantize(work, options, rules, types, source, excluded);
            StandardPasses.Cleanup(work, diagnostics);
            NodeNames.Assign(work, named);
            GraphVerifier.Verify(work, "quantization");
            OnnxWriter.Write(work, path);
            diagnostics.Progress("checking what the runtime fuses");
            var target = TargetRules.ProfileOf(catalog, options);
            var unfused = target.RunsOn(runners.CpuClass) ? FusionCheck.Unfused(runners.Optimized(path), layers) : StructureCheck.Unfit(work, layers, target);
            if (unfused.Count == 0)
            {
                new WeightRefinement(runners, catalog, threads, diagnostics).Run(work, prepared, layers, options, path, cancel);
                skipped.AddRange(SkippedNodes.Of(layers, left, [.. rules.Disobeyed(layers, left)]));
                return new CandidateRecord(CompressionCache.HashOf(path), new FileInfo(path).Length, SharedWeights.Explain(layers, original), skipped, prepared.Sparsity, ResolvedRecipe.Of(options, calibration is not null), []) { Rules = options.Rules };
            }

            foreach (var node in round < MaxRounds ? unfused : FusionCheck.Planned(layers)) // the last resort: nothing static is left, so the loop ends
            {
                excluded[node] = "the runtime did not fuse it into an integer operator, so quantizing it would only cost time";
            }
        }
    }

    private MeasuredTypes TypesOf(PreparedModel prepared, Model work, CompressionOptions options, CancellationToken cancel) =>
        prepared.Types ??= new MeasuredTypes(work, runners, () => prepared.Calibration?.Read(cancel).First() ?? RandomSamples.Create(DataSets.PortsOf(work), 1, options.Seed)[0]);

    /// <summary>Ranges by name, measured once however often the model is planned.</summary>
    private RangeSource Ranges(
        Model model, CompressionOptions options, NodeRules rules, Dataset calibration, Dictionary<(string Calibrator, string Name), RangeChoice?> known, CancellationToken cancel) => values =>
    {
        var keys = values.ToDictionary(value => value, value => (rules.SettingsOf(value).Calibrator, value.Name));
        var target = TargetRules.ProfileOf(catalog, options);
        var missing = values.Where(value => !known.ContainsKey(keys[value]));
        foreach (var group in missing.GroupBy(value => rules.SettingsOf(value).Calibrator).ToList())
        {
            var calibrator = catalog.Create<ICalibrator>(group.Key);
            var measured = new RangeMeasurement(runners, calibrator.NeedsHistogram, threads, diagnostics).Measure(model, [.. group], calibration.Read(cancel), calibration.Count, cancel);
            foreach (var (value, statistics) in measured)
            {
                known[keys[value]] = statistics.HasRange ? RangeChoice.Of(group.Key, calibrator, statistics, CalibrationGrid.Of(value, target, rules.SettingsOf(value))) : null;
            }
        }

        return values.Where(value => known[keys[value]] is not null).ToDictionary(value => value, value => known[keys[value]]?.Range ?? default);
    };

    private (IReadOnlyList<LayerChoice> Layers, IReadOnlyList<Skipped> Skipped) Quantize(
        Model model, CompressionOptions options, NodeRules rules, MeasuredTypes types, RangeSource? ranges, Dictionary<string, string> excluded)
    {
        var layers = new List<LayerChoice>();
        var skipped = new List<Skipped>();
        var weights = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Initializers).ToHashSet();
        var target = TargetRules.ProfileOf(catalog, options);
        foreach (var id in rules.Schemes.Where(id => target.Quantizers?.Contains(id) != false && (ranges is not null || !catalog.Create<IQuantizer>(id).NeedsRanges)))
        {
            var nodes = rules.Excluded(model, id);
            foreach (var (node, why) in id == "Static" ? Excluded(model, excluded) : [])
            {
                nodes[node] = why;
            }

            var inputs = new QuantizationInputs(types.For(model), target, options.Node.PerChannel, ranges, weights, nodes) { Settings = rules.SettingsOf, WeightClips = settings => WeightClips.Of(catalog, settings) };
            var plan = catalog.Create<IQuantizer>(id).Plan(model, inputs);
            skipped.AddRange(plan.Skipped);
            layers.AddRange(plan.Items.SelectMany(item => item.Choices));
            var edit = new GraphEditor(model);
            foreach (var item in plan.Items)
            {
                item.Apply(edit);
            }

            if (id == "Static")
            {
                new RuleSet(new RemoveChannelPad()).Apply(model); // a first convolution that stays float needs none
            }
        }

        return ([.. layers.DistinctBy(layer => layer.Node)], skipped);
    }

    private static Dictionary<Node, string> Excluded(Model model, Dictionary<string, string> names) =>
        model.Graph.Nodes.Where(node => names.ContainsKey(node.Name)).ToDictionary(node => node, node => names[node.Name]);
}
