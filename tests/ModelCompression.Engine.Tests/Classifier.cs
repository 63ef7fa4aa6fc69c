using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Engine.Tests;

/// <summary>A convolutional classifier of 8 x 8 images with 10 classes, and data it labels itself: the original scores 1.</summary>
internal static class Classifier
{
    public const string ModelText = """
        input image: float[N,1,8,8]
        w = const float[8,1,3,3] seed 1
        b = const float[8] seed 2
        c = Conv(image, w, b) <pads=[1,1,1,1]>
        r = Relu(c)
        f = Flatten(r)
        g = const float[512,10] seed 3
        h = const float[10] seed 4
        logits = Gemm(f, g, h)
        output logits: float[N,10]
        """;

    private const int Pixels = 64;

    public static byte[] Model() => ToBytes(ModelText);

    public static byte[] ToBytes(string text) => OnnxWriter.ToBytes(GraphText.Parse(text));

    /// <summary>Writes <c>model.onnx</c>, <c>calibration.npz</c> (no labels) and <c>validation.npz</c> (labelled).</summary>
    public static void WriteTo(Workspace workspace)
    {
        workspace.Write("model.onnx", Model());
        workspace.Write("calibration.npz", Npz(("image", Images(24, seed: 10))));
        workspace.Write("validation.npz", Labelled(40, seed: 20));
    }

    /// <summary>
    /// Images of clear classes: those on which the original's largest logit leads by a share of its magnitude that no sound compression takes away. Labels that two nearly
    /// equal logits decide would make a gate of one point fail on 1 of 40 samples.
    /// </summary>
    /// <param name="lead">That share; 0 for any image.</param>
    public static byte[] Labelled(int count, int seed, float lead = 0.1f)
    {
        var drawn = Images(count * 8, seed);
        var logits = Logits(drawn).Chunk(10).ToList();
        var clear = Enumerable.Range(0, logits.Count).Where(i => logits[i].Order().ToArray() is var sorted && sorted[^1] - sorted[^2] > lead * sorted[^1]).Take(count).ToList();
        var pixels = drawn.AsSpan<float>().ToArray();
        var images = TensorData.Floats(new Shape([clear.Count, 1, 8, 8]), [.. clear.SelectMany(i => pixels.AsSpan(i * Pixels, Pixels).ToArray())]);
        return clear.Count == count
            ? Npz(("image", images), ("label", TensorData.Int64s(new Shape([count]), [.. clear.Select(i => (long)Array.IndexOf(logits[i], logits[i].Max()))])))
            : throw new InvalidOperationException($"Only {clear.Count} of {logits.Count} images are clear.");
    }

    /// <summary>Uniform in [0, 1).</summary>
    public static TensorData Images(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count * Pixels];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextSingle();
        }

        return TensorData.Floats(new Shape([count, 1, 8, 8]), values);
    }

    /// <summary>Gray images of bytes, as a preprocessing spec takes them.</summary>
    public static TensorData ByteImages(int count, int seed)
    {
        var values = new byte[count * Pixels];
        new Random(seed).NextBytes(values);
        return TensorData.Of(ElementType.UInt8, new Shape([count, 8, 8]), values);
    }

    public static byte[] Npz(params IEnumerable<(string Name, TensorData Array)> arrays)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, array) in arrays)
            {
                var entry = archive.CreateEntry(name + ".npy");
                entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(Npy(array));
            }
        }

        return stream.ToArray();
    }

    private static float[] Logits(TensorData images)
    {
        using var runner = new OrtRunnerFactory().Load(GraphText.Parse(ModelText), new RunnerOptions());
        return runner.Run(new Sample("all", new Dictionary<string, TensorData> { ["image"] = images }))[0].ToFloats();
    }

    private static byte[] Npy(TensorData array)
    {
        var type = array.Element switch
        {
            ElementType.Float => "<f4",
            ElementType.UInt8 => "|u1",
            _ => "<i8",
        };
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Concat(array.Shape.Dims.Select(dim => dim + ","))}), }}".PadRight(117) + "\n");
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. header, .. array.Bytes.Span];
    }
}
