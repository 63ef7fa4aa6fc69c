using System.Reflection;
using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Tests.Accessor;
using ModelCompression.Tensors;
using ModelCompression.Testing;
using static ModelCompression.Tasks.Tests.Accessor.Signatures;

namespace ModelCompression.Tasks.Tests.Preprocessing;

/// <summary>What an app's generated code makes of the golden images is what the gate makes of them, bit for bit.</summary>
[TestClass]
public sealed class GateAndAppTests
{
    private const string Raw = """{"schema":1,"inputs":{"image":{"type":"image","exif":"ignore","layout":"NHWC","dtype":"uint8"}}}""";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Images");

    private static readonly IReadOnlyList<GoldenCase> Cases = GoldenCase.Read(Folder);

    /// <summary>More than the goldens have: half floats, padding, gaps, two resizes.</summary>
    private static readonly (string Element, string Fields)[] More =
    [
        ("float16", """ "type":"image","dtype":"float16","scale":0.0039,"mean":[0.485,0.456,0.406],"std":[0.229,0.224,0.225],"steps":[{"resize":{"mode":"longest","size":40}},{"pad":{"size":48,"padColor":[1,2,3]}},{"centerCrop":[40,44]}] """),
        ("float32", """ "type":"image","color":"BGR","layout":"NHWC","std":[3,-7,1e-3],"mean":1e5,"steps":[{"resize":{"mode":"letterbox","size":[40,50],"filter":"lanczos","padAlign":"topleft"}},{"resize":{"mode":"shortest","size":33,"filter":"area","antialias":false}}] """),
        ("float32", """ "type":"image","color":"GRAY","exif":"ignore","steps":[{"resize":{"mode":"letterbox","size":50,"filter":"lanczos","precision":"float32","padColor":7}},{"centerCrop":60},{"resize":{"mode":"stretch","size":31,"filter":"nearest","precision":"float32"}}] """),
        ("float16", """ "type":"image","dtype":"float16","steps":[{"resize":{"mode":"shortest","size":20,"filter":"area","precision":"float32"}},{"pad":{"size":64,"padAlign":"topleft"}}] """),
    ];

    private static readonly Lazy<MethodInfo> App = new(Compile);

    private static IReadOnlyList<(string Element, string Fields)> Specs { get; } =
        [.. Cases.Select(golden => (golden.Element, golden.Fields)).Concat(More).Distinct()];

    public static IEnumerable<object[]> EverySpec => Enumerable.Range(0, Specs.Count).Select(index => new object[] { index });

    [TestMethod]
    public void Every_golden_case_is_among_the_specs()
    {
        Assert.HasCount(84, Cases);
        Assert.IsTrue(Cases.All(golden => Specs.Any(spec => spec.Fields == golden.Fields)));
        Assert.HasCount(7, Images());
    }

    [TestMethod]
    [DynamicData(nameof(EverySpec))]
    public void Tensors_are_equal_bit_for_bit(int index)
    {
        var (element, fields) = Specs[index];
        var type = element switch { "uint8" => ElementType.UInt8, "float16" => ElementType.Float16, _ => ElementType.Float };
        foreach (var file in Images())
        {
            var gate = Read(file, $"{{\"schema\":1,\"inputs\":{{\"image\":{{{fields}}}}}}}", type).Bytes.ToArray();
            var raw = Read(file, Raw, ElementType.UInt8);
            var orientation = Path.GetFileName(file) == "exif6.jpg" ? 6 : 1;
            foreach (var format in new[] { "Rgb", "Bgr", "Rgba", "Bgra" })
            {
                foreach (var gap in new[] { 0, 5 })
                {
                    CollectionAssert.AreEqual(gate, Run(index, raw, format, gap, orientation), $"{fields}, {Path.GetFileName(file)}, {format}");
                }
            }
        }
    }

    private static string[] Images() => [.. Directory.GetFiles(Folder).Where(file => Path.GetExtension(file) is ".png" or ".jpg").Order(StringComparer.Ordinal)];

    private static TensorData Read(string file, string spec, ElementType element)
    {
        using var folder = new TempFolder();
        File.Copy(file, folder[Path.GetFileName(file)]);
        var input = new Port("image", new TensorType(element, [Dimension.Of(1), Dimension.Named("a"), Dimension.Named("b"), Dimension.Named("c")]));
        return Dataset.Open(new DatasetSource(folder.Path, PreprocessingSpec.Parse(spec, "spec")), [input]).Read(CancellationToken.None).Single().Inputs["image"];
    }

    private static byte[] Run(int index, TensorData raw, string format, int gap, int orientation)
    {
        var (height, width) = ((int)raw.Shape[1], (int)raw.Shape[2]);
        var (pixels, stride) = Layout(raw.Bytes.ToArray(), width, height, format, gap);
        return (byte[])App.Value.Invoke(null, [index, pixels, width, height, format, gap == 0 ? 0 : stride, orientation])!; // it returns an array
    }

    /// <summary>The same image in other memory: bytes that should not be looked at are 171.</summary>
    private static (byte[] Pixels, int Stride) Layout(byte[] rgb, int width, int height, string format, int gap)
    {
        var size = format.Length;
        var stride = width * size + gap;
        var pixels = Enumerable.Repeat((byte)171, height * stride - gap).ToArray();
        for (var i = 0; i < width * height; i++)
        {
            var at = i / width * stride + i % width * size;
            var (red, blue) = format.StartsWith('R') ? (0, 2) : (2, 0);
            (pixels[at + red], pixels[at + 1], pixels[at + blue]) = (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
        }

        return (pixels, stride);
    }

    /// <summary>An app with an accessor for every spec.</summary>
    private static MethodInfo Compile()
    {
        var accessors = Specs.Select((spec, index) => Accessor(index, spec.Element, spec.Fields));
        var arms = Specs.Select((spec, index) =>
            $"{index} => Bytes(Case{index}.Preprocess(pixels, width, height, Enum.Parse<Case{index}.PixelFormat>(format), stride{(spec.Fields.Contains("\"ignore\"", StringComparison.Ordinal) ? "" : ", orientation")}).Image.Span),");
        var app = $$"""
            using System;
            using System.Runtime.InteropServices;
            namespace App.Models;
            internal static class Program
            {
                public static byte[] Make(int index, byte[] pixels, int width, int height, string format, int stride, int orientation) => index switch
                {
                    {{string.Join("\n        ", arms)}}
                    _ => throw new ArgumentOutOfRangeException(nameof(index)),
                };

                private static byte[] Bytes<T>(ReadOnlySpan<T> values) where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();
            }
            """;
        var assembly = AccessorCompiler.Load(new Dictionary<string, byte[]>(), [.. accessors, RuntimeSource.Read(), app]);
        return assembly.GetType("App.Models.Program")?.GetMethod("Make") ?? throw new AssertFailedException("The app has no method.");
    }

    private static string Accessor(int index, string element, string fields)
    {
        var number = element switch { "uint8" => 2, "float16" => 10, _ => 1 };
        var signature = Of([Tensor("image", number, "N", "?", "?", "?")], [Tensor("y", 1, "N")]);
        return ImageModels.Generate(signature, $"{{\"schema\":1,\"inputs\":{{\"image\":{{{fields}}}}}}}", $"Case{index}");
    }
}
