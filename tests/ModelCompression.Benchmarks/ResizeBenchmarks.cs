using BenchmarkDotNet.Attributes;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Benchmarks;

/// <summary>A 500 x 375 photograph made 341 x 256, by the arithmetic of Pillow and of OpenCV.</summary>
[MemoryDiagnoser]
public class ResizeBenchmarks
{
    private const int Width = 500;
    private const int Height = 375;

    private readonly Pixels _photo = Noise();

    [Params(nameof(ResizeFilter.Bilinear), nameof(ResizeFilter.Bicubic))]
    public string Filter { get; set; } = "";

    private ResizeFilter Interpolation => Enum.Parse<ResizeFilter>(Filter);

    [Benchmark(Baseline = true)]
    public object Pillow() => Resampler.Resize(_photo, 341, 256, Interpolation);

    [Benchmark]
    public object OpenCv() => OpenCvResampler.Resize(_photo, 341, 256, Interpolation);

    private static Pixels Noise()
    {
        var bytes = new byte[Width * Height * 3];
        new Random(1).NextBytes(bytes);
        return new Pixels(Width, Height, 3, bytes);
    }
}
