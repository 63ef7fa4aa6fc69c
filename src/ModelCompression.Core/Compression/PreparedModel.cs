using ModelCompression.Analysis;
using ModelCompression.Calibration;
using ModelCompression.Data;
using ModelCompression.Ir;
using ModelCompression.Onnx;

namespace ModelCompression.Compression;

/// <summary>
/// A model ready to be quantized (normalized, pruned, every node with a name of its own) with what has been measured on it, so that several candidates of one
/// model calibrate once.
/// </summary>
/// <param name="Bytes">The float graph as a file.</param>
/// <param name="Calibration">Calibration data, or null.</param>
/// <param name="Sparsity">Share of zeros among the pruned weights; null without pruning.</param>
/// <param name="Skipped">What was left undone so far, and why.</param>
public sealed record PreparedModel(byte[] Bytes, Dataset? Calibration, double? Sparsity, IReadOnlyList<Skipped> Skipped)
{
    /// <summary>Types of values; null until they are first needed.</summary>
    internal MeasuredTypes? Types { get; set; }

    /// <summary>Measured ranges and which calibrator they are from; null for a value that has none.</summary>
    internal Dictionary<(string Calibrator, string Name), RangeChoice?> Ranges { get; } = [];

    /// <summary>A graph of one's own, to be changed.</summary>
    public Model Parse() => OnnxReader.Parse(Bytes);
}
