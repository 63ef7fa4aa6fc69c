using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>Decides what to quantize and how; the plan is data until it is applied.</summary>
public interface IQuantizer
{
    /// <summary>True when the quantizer needs activation ranges and so calibration data.</summary>
    bool NeedsRanges { get; }

    QuantizationPlan Plan(Model model, QuantizationInputs inputs);
}

/// <summary>Measures the ranges of float values of the model being planned; values without a finite range are absent.</summary>
public delegate IReadOnlyDictionary<Value, ActivationRange> RangeSource(IReadOnlyList<Value> values);

/// <summary>The largest magnitude that the grid of a row of weights reaches; larger ones are clipped.</summary>
/// <param name="magnitudes">Absolute values of the row, finite.</param>
public delegate float WeightClip(ReadOnlySpan<float> magnitudes);

/// <summary>What a quantizer may use.</summary>
/// <param name="TypeOf">Inferred type of a value; null when unknown.</param>
/// <param name="Target">What the hardware asks for.</param>
/// <param name="PerChannel">One weight scale per output channel instead of one per tensor.</param>
/// <param name="Ranges">Activation ranges, or null without calibration data.</param>
/// <param name="Weights">Initializers of the model before anything was quantized; what earlier quantizers added (scales, zero points) is theirs.</param>
/// <param name="Excluded">Nodes that must stay as they are, with the reason.</param>
public sealed record QuantizationInputs(
    Func<Value, TensorType?> TypeOf,
    HardwareProfile Target,
    bool PerChannel,
    RangeSource? Ranges,
    IReadOnlySet<Value> Weights,
    IReadOnlyDictionary<Node, string> Excluded)
{
    /// <summary>The settings of each node when options and rules say more than <see cref="PerChannel"/>; null for the defaults.</summary>
    public Func<Node, NodeSettings>? Settings { get; init; }

    /// <summary>How far the weights of a row are clipped, by settings; null for not at all.</summary>
    public Func<NodeSettings, WeightClip?>? WeightClips { get; init; }

    /// <summary>How <paramref name="node"/> is to be quantized.</summary>
    public NodeSettings SettingsOf(Node node) =>
        Settings?.Invoke(node) ?? new NodeSettings { Granularity = PerChannel ? Granularity.PerChannel : Granularity.PerTensor };
}

/// <summary>What will be quantized, and what will not and why.</summary>
public sealed record QuantizationPlan(IReadOnlyList<PlannedQuantization> Items, IReadOnlyList<Skipped> Skipped);

/// <summary>How one node is treated, for the report.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Scheme">Id of the quantizer.</param>
/// <param name="Note">Anything a user should know about this node, or null.</param>
public sealed record LayerChoice(string Node, string Operator, string Scheme, string? Note = null)
{
    /// <summary>Bits of the weight grid; null when the node has no quantized weights.</summary>
    public int? Bits { get; init; }

    /// <summary>Decibels of the model's outputs that are regained when this node alone stays float; null when that was not measured.</summary>
    public double? Sensitivity { get; init; }

    /// <summary>Largest sum of two neighbouring weights of one sign no CPU saturates on, where it follows from the layer's activations.</summary>
    public int? PairLimit { get; init; }

    /// <summary>How it came out; null before the file is written.</summary>
    public LayerFacts? Facts { get; init; }
}

/// <summary>One part of a plan: it knows the nodes it covers and how to edit them, and edits nothing until it is applied.</summary>
public abstract record PlannedQuantization
{
    public abstract IReadOnlyList<LayerChoice> Choices { get; }

    /// <summary>Makes the edit. The model must be the one that was planned, unchanged but for other parts of the same plan.</summary>
    public abstract void Apply(GraphEditor edit);
}
