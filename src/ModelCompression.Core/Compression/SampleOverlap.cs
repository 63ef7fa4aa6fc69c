using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>
/// Finds samples that are in the calibration data, too: what was calibrated or rounded with is known better than other data, so accuracy measured on it is too good. Two
/// samples are the same when all their inputs are, bit for bit, whatever their names.
/// </summary>
internal sealed class SampleOverlap
{
    private readonly HashSet<UInt128> _known = [];

    public SampleOverlap(IEnumerable<Sample> calibration)
    {
        foreach (var sample in calibration)
        {
            _known.Add(HashOf(sample));
        }
    }

    /// <summary>Samples seen so far that are in the calibration data.</summary>
    public int Count { get; private set; }

    /// <summary>The samples as they are, counted on the way.</summary>
    public IEnumerable<Sample> Counted(IEnumerable<Sample> samples)
    {
        foreach (var sample in samples)
        {
            Count += _known.Contains(HashOf(sample)) ? 1 : 0;
            yield return sample;
        }
    }

    public static void Warn(CompressionRequest request, EvaluationRecord evaluation, string data, IDiagnostics diagnostics)
    {
        if (evaluation.SharedSamples > 0)
        {
            diagnostics.Report(Diagnostic.Warning(Codes.SharedSamples, FormattableString.Invariant(
                $"Model '{request.Name}': {evaluation.SharedSamples:N0} {(evaluation.SharedSamples == 1 ? "sample" : "samples")} of ValidationData '{data}' {(evaluation.SharedSamples == 1 ? "is" : "are")} in CalibrationData, too, so the measured accuracy may be too good. Use different samples for the two.")));
        }
    }

    private static UInt128 HashOf(Sample sample)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in sample.Inputs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{tensor}\n"));
            if (tensor.Element != ElementType.String)
            {
                hash.AppendData(tensor.Bytes.Span);
                continue;
            }

            foreach (var text in tensor.Strings)
            {
                hash.AppendData(BitConverter.GetBytes(text.Length));
                hash.AppendData(text.Span);
            }
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
    }
}
