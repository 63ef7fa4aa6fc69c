using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Compression;

/// <summary>The samples steps that keep intermediate results of every sample work with: spread over classes and data, as many as fit a memory budget.</summary>
internal static class CalibrationSubset
{
    private const int MaxSamples = 512;
    private const long MaxBytes = 60_000_000;

    public static IEnumerable<Sample> Of(Dataset data, CancellationToken cancel)
    {
        var first = data.Read(cancel).FirstOrDefault();
        if (first is null)
        {
            yield break;
        }

        var sampleBytes = Math.Max(1, first.Inputs.Values.Sum(tensor => tensor.SizeBytes));
        var wanted = (int)Math.Clamp(MaxBytes / sampleBytes, 1, MaxSamples);
        foreach (var sample in data.Subset(wanted).Read(cancel))
        {
            yield return sample with { Inputs = sample.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.Copy()) };
        }
    }
}
