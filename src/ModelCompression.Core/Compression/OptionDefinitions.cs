using ModelCompression.Analysis;
using ModelCompression.Calibration;
using ModelCompression.Evaluation.Resampling;
using ModelCompression.Gating;
using ModelCompression.Metrics;
using ModelCompression.Pruning;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;

namespace ModelCompression.Compression;

/// <summary>Every option there is, in the order of help texts. Choices come from the catalogue, so that a new strategy is a new choice.</summary>
public sealed class OptionDefinitions
{
    private readonly Dictionary<string, OptionDefinition> _byName;

    public OptionDefinitions(Catalog catalog)
    {
        All = [.. Data(catalog), .. Gate(catalog), .. Recipe(catalog), .. Quantization(catalog), .. Pruning(catalog), .. Project()];
        _byName = All.ToDictionary(option => option.Name, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<OptionDefinition> All { get; }

    public OptionDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    private static IEnumerable<OptionDefinition> Recipe(Catalog catalog) =>
    [
        new("Recipe", OptionKind.Text, "Auto", "Auto, or the path of a recipe file (JSON) with values for the options of this list."),
        Choice("Goal", "Balanced", "What Auto minimises.", "Balanced", "Size", "Speed"),
        Choice("Target", "Portable", "Hardware the model is for.", Ids<IHardwareTarget>(catalog)),
        Choice("AccuracyControl", "true", "Whether the layers that cost too much accuracy stay in float, when the limits would be missed otherwise.", "true", "false"),
        new("MaxMinutes", OptionKind.Number, "10", "Time limit for one model, in minutes.", Min: 0.01, Max: 1440),
        new("Seed", OptionKind.Integer, "0", "Every random choice derives from it.", Min: 0, Max: int.MaxValue),
    ];

    private static IEnumerable<OptionDefinition> Quantization(Catalog catalog) =>
    [
        new("Quantization", OptionKind.Choices, "", "How weights and activations are quantized, several joined by + (Static+Float16); without it, Auto chooses.", ["None", .. Ids<IQuantizer>(catalog)]),
        Choice("WeightBits", "8", "Bits of quantized weights; grids below 8 bits are coarser and still stored in 8 bits unless the operator packs them.", "8", "7", "6", "5", "4"),
        Choice("ActivationBits", "8", "Bits of quantized activations; 16 only for targets that have them (Qnn).", "8", "16"),
        Choice("WeightSymmetry", "Symmetric", "Whether weights have a zero point; only weights in blocks can have one.", "Symmetric", "Asymmetric"),
        Choice("ActivationSymmetry", "Asymmetric", "Whether activations have a zero point; TensorRT has none.", "Symmetric", "Asymmetric"),
        Choice("Granularity", "PerChannel", "What shares a weight scale; WeightOnly always uses blocks.", "PerTensor", "PerChannel", "PerBlock"),
        Choice("BlockSize", "32", "Weights that share a scale when Granularity is PerBlock.", "16", "32", "64", "128", "256"),
        Choice("Calibrator", "Auto", "How the range of an activation is found.", Ids<ICalibrator>(catalog)),
        Choice("WeightCalibrator", "MinMax", "How far the weights of a row are clipped; MinMax clips nothing.", Ids<ICalibrator>(catalog)),
        Choice("CrossLayerEqualization", "", "Balances the ranges of channels between neighbouring layers before Static quantization; without it, wherever Static has calibration data.", "true", "false"),
        Choice("BiasCorrection", "Auto", "How biases take up the mean error of quantized layers: from layer to layer (Sequential) or by the means of the float model alone (Fast); needs CalibrationData. Auto is Fast with Rounding Nearest, else Sequential.", "Auto", "None", "Fast", "Sequential"),
        Choice("Rounding", "Auto", "How weights are rounded; all but Nearest need CalibrationData. Auto is SecondOrder with CalibrationData, else Nearest.", ["Auto", "Nearest", .. Ids<IWeightRounding>(catalog)]),
        Choice("ScaleSearch", "Coarse", "Which weight scales are chosen by the output error they leave after rounding: those of grids below 8 bits (Coarse), All or None; needs a Rounding by data.", "None", "Coarse", "All"),
        Choice("SmoothQuant", "", "Moves outliers of activations into the weights of Dynamic products, where that lowers the expected error.", "true", "false"),
    ];

    private static IEnumerable<OptionDefinition> Pruning(Catalog catalog) =>
    [
        Choice("Pruning", "None", "Which weights are removed: the importance criterion.", ["None", .. Ids<IImportanceCriterion>(catalog)]),
        Choice("PruningPattern", "Unstructured", "What is removed together: single weights (Unstructured), or whole channels with all that belongs to them (Channel), of which Sparsity is the share of multiply-adds.", "Unstructured", "Channel"),
        Choice("PruningAllocation", "Lamp", "How the removed share is spread over the layers.", Ids<IPruningAllocation>(catalog)),
        Choice("PruningSchedule", "OneShot", "In how many steps weights are removed.", "OneShot"),
        new("Sparsity", OptionKind.Number, "", "Share of the weights that is removed, 0 to 1; required by Pruning.", Min: 0, Max: 1),
    ];

    private static IEnumerable<OptionDefinition> Data(Catalog catalog) =>
    [
        new("CalibrationData", OptionKind.Path, "", "Data set (file, folder or pattern) that shows typical inputs; needs no labels."),
        new("CalibrationSamples", OptionKind.Integer, "512", "How many samples of CalibrationData are used at most: balanced over the classes, spread over the data, always the same.", Min: 1, Max: 1_000_000),
        new("ValidationData", OptionKind.Path, "", "Data set the accuracy is judged on."),
        new("Preprocess", OptionKind.Path, "", "Preprocessing spec (JSON), a file to import it from (preprocessor_config.json, tokenizer.json, vocab.txt), or metadata for what the model says itself."),
        new("Labels", OptionKind.Path, "", "Text file with one class name a line, in the order of the model's classes."),
        Choice("Metric", "", "What accuracy means; without it, Top1 for classes, Spearman for scored pairs, MeanAveragePrecision for boxes, MeanIou for class maps, FrameF1 for frames of recordings, NdcgAt10 for queries, else Fidelity to the original.", Ids<IMetric>(catalog)),
    ];

    private static IEnumerable<OptionDefinition> Gate(Catalog catalog) =>
    [
        new("MaxMetricDrop", OptionKind.Number, "0.01", "Loss against the original that is allowed, in units of the metric (0.01 is one percentage point).", Min: 0),
        new("MinMetric", OptionKind.Number, "", "Absolute floor of the metric."),
        new("MaxSize", OptionKind.Size, "", "Size limit of the shipped file, for example 2MB.", Min: 1),
        new("MaxClassDrop", OptionKind.Number, "", "Loss of the share of right samples that is allowed for any single class; without it, classes are not gated.", Min: 0, Max: 1),
        Choice("GatePolicy", "Point", "How sampling noise is treated.", Ids<IGatePolicy>(catalog)),
        new("Confidence", OptionKind.Number, "0.95", "How sure Significant and NonInferior must be: the confidence of each bound of the loss.", Min: 0.5, Max: 0.9999),
        Choice("Selection", "CrossValidation", "How samples are taken apart to see the loss scatter.", Ids<IResampling>(catalog)),
        new("Folds", OptionKind.Integer, "5", "Parts of CrossValidation.", Min: 2, Max: 1000),
        new("Subsets", OptionKind.Integer, "10", "Number of RandomSubsets.", Min: 2, Max: 1000),
        new("SubsetSize", OptionKind.Number, "0.5", "Share of the samples in each of RandomSubsets.", Min: 0.01, Max: 0.99),
        Choice("GateSeverity", "Error", "What a failed gate is.", "Error", "Warning", "None"),
        Choice("Packing", "None", "Stored form of the model.", "None"),
    ];

    private static IEnumerable<OptionDefinition> Project() =>
        new (string Name, string Default, string Help)[]
        {
            ("OutputItemType", "EmbeddedResource", "MSBuild item type of the result: EmbeddedResource, Content, None, MauiAsset or AndroidAsset."),
            ("ClassName", "", "Name of the generated class; empty means from the file name."),
            ("Namespace", "", "Namespace of the generated class; empty means $(RootNamespace)."),
            ("Access", "Internal", "Access of the generated class: Internal or Public."),
            ("LogicalName", "", "Name of the embedded resource."),
            ("Link", "", "As on EmbeddedResource."),
            ("Visible", "", "As on EmbeddedResource."),
        }.Select(option => new OptionDefinition(option.Name, OptionKind.Text, option.Default, option.Help, ProjectOnly: true));

    private static IReadOnlyList<string> Ids<T>(Catalog catalog) => [.. catalog.Of<T>().Select(entry => entry.Id)];

    private static OptionDefinition Choice(string name, string fallback, string help, params IReadOnlyList<string> choices) =>
        new(name, OptionKind.Choice, fallback, help, choices);
}
