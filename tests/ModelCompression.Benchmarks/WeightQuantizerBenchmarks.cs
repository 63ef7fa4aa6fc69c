using BenchmarkDotNet.Attributes;
using ModelCompression.Layerwise;
using ModelCompression.Quantization;
using ModelCompression.Tensors;

namespace ModelCompression.Benchmarks;

/// <summary>What the pair-safe scale costs over plain rounding, on a 3x3 convolution and a matrix.</summary>
[MemoryDiagnoser]
public class WeightQuantizerBenchmarks
{
    private readonly float[] _conv = Normal(256 * 256 * 9, 1);
    private readonly float[] _matrix = Normal(768 * 768, 2);
    private readonly WeightRows _convRows = WeightRows.Conv(new Shape(256, 256, 3, 3), group: 1);
    private readonly WeightRows _matrixRows = WeightRows.Matrix(new Shape(768, 768), transposed: false);

    [Params(false, true)]
    public bool PairSafe { get; set; }

    [Benchmark]
    public QuantizedWeights Conv() => new WeightQuantizer(perChannel: true, PairSafe).Quantize(_conv, _convRows);

    [Benchmark]
    public QuantizedWeights Matrix() => new WeightQuantizer(perChannel: true, PairSafe).Quantize(_matrix, _matrixRows);

    private static float[] Normal(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }
}
