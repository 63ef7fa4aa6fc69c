using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Compression;

/// <summary>The samples steps that keep intermediate results of every sample work with: evenly spread over the data, as many as fit a memory budget.</summary>
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
        var count = data.Count;
        var index = 0;
        var taken = 0;
        foreach (var sample in data.Read(cancel))
        {
            if (count <= wanted || (long)index * wanted / count >= taken)
            {
                taken++;
                yield return sample with { Inputs = sample.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.Copy()) };
            }

            index++;
        }
    }
}
