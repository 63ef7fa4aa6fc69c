using System.Globalization;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Tasks.Accessor;

/// <summary>The methods that make inputs of images. They hold what the spec says; the code they call is <see cref="RuntimeSource"/>.</summary>
internal static class PreprocessMembers
{
    private const string Prefix = "global::" + RuntimeSource.Namespace + ".";

    /// <summary>The methods, and the type of one of their parameters.</summary>
    public static void WritePublic(CodeWriter code, AccessorNames names, string specName)
    {
        foreach (var input in names.Images)
        {
            WriteMethod(code, names, input, specName);
            code.Blank();
        }

        code.Write("""
            /// <summary>The bytes of a pixel in memory, in this order.</summary>
            public enum PixelFormat
            {
                /// <summary>Red, green, blue.</summary>
                Rgb,

                /// <summary>Blue, green, red.</summary>
                Bgr,

                /// <summary>Red, green, blue, and alpha, which is dropped.</summary>
                Rgba,

                /// <summary>Blue, green, red, and alpha, which is dropped.</summary>
                Bgra,

                /// <summary>One byte of gray.</summary>
                Gray,
            }
            """);
    }

    /// <summary>What the spec says.</summary>
    public static void WritePrivate(CodeWriter code, AccessorNames names, string specName)
    {
        code.Summary($"What <c>{SourceText.Xml(specName)}</c> says.");
        code.Open("private static class Preprocessing");
        for (var i = 0; i < names.Images.Count; i++)
        {
            if (i > 0)
            {
                code.Blank();
            }

            WriteSpec(code, names.Images[i]);
        }

        code.Close();
    }

    private static void WriteMethod(CodeWriter code, AccessorNames names, AccessorImage input, string specName)
    {
        var tensor = input.Tensor;
        code.Summary($"Makes {(input.IsWholeInput ? "the model's input" : $"the values of <c>{SourceText.Xml(tensor.Name)}</c>")} of an image as <c>{SourceText.Xml(specName)}</c> says, with the code that the model is measured with.");
        code.Write("""
            /// <param name="pixels">Rows from the top; the channels of a pixel side by side, a byte each.</param>
            /// <param name="width">Pixels of a row.</param>
            /// <param name="height">Rows.</param>
            /// <param name="format">The channels in memory order.</param>
            /// <param name="stride">Bytes from one row to the next; 0 when there are none between them.</param>
            """);
        if (input.Spec.ApplyExif)
        {
            code.Write("/// <param name=\"orientation\">How the camera was held: EXIF tag 0x0112, 1 to 8. Other values mean 1, upright.</param>");
        }

        if (input.HasShapeParameter)
        {
            code.Write("/// <param name=\"shape\">The dimensions of the result.</param>");
        }

        code.Write("/// <exception cref=\"global::System.ArgumentException\">The image has fewer bytes than its size needs, or ends with a size the model does not take.</exception>");
        var type = input.IsWholeInput ? names.InputClass : TensorTypes.CSharp(tensor.ElementType) + "[]";
        var orientation = input.Spec.ApplyExif ? ", int orientation = 1" : "";
        var shape = input.HasShapeParameter ? ", out long[] shape" : "";
        code.Open($"public static {type} {input.Method}(global::System.ReadOnlySpan<byte> pixels, int width, int height, PixelFormat format{shape}, int stride = 0{orientation})");
        code.Write($"var unpacked = {Prefix}PackedPixels.Unpack(pixels, width, height, ({Prefix}PixelFormat)format, stride);");
        code.Write($"var image = Preprocessing.{input.Field}.Prepare(unpacked, {(input.Spec.ApplyExif ? $"({Prefix}Orientation)orientation" : $"{Prefix}Orientation.Normal")});");
        WriteResult(code, names, input);
        code.Close();
    }

    private static void WriteResult(CodeWriter code, AccessorNames names, AccessorImage input)
    {
        var values = $"Preprocessing.{input.Field}.Values(image)";
        if (input.Spec.Element == ImageElement.Float16)
        {
            values = $"global::System.Runtime.InteropServices.MemoryMarshal.Cast<global::System.Half, {TensorTypes.CSharp(input.Tensor.ElementType)}>({values}).ToArray()";
        }

        if (!input.IsWholeInput)
        {
            if (input.HasShapeParameter)
            {
                code.Write($"shape = new long[] {{ {input.Shape.Code} }};");
            }

            code.Write($"return {values};");
            return;
        }

        if (!input.Tensor.HasShapeProperty || input.Shape.Code is null)
        {
            code.Write($"return new {names.InputClass} {{ {input.Tensor.Member} = {values} }};");
            return;
        }

        code.Write($$"""
            return new {{names.InputClass}}
            {
                {{input.Tensor.Member}} = {{values}},
                {{input.Tensor.Member}}Shape = new long[] { {{input.Shape.Code}} },
            };
            """);
    }

    private static void WriteSpec(CodeWriter code, AccessorImage input)
    {
        var spec = input.Spec;
        var element = spec.Element switch
        {
            ImageElement.UInt8 => "byte",
            ImageElement.Float16 => "global::System.Half",
            _ => "float",
        };
        code.Write($$"""
            internal static readonly {{Prefix}}ImageToTensor<{{element}}> {{input.Field}} = new(
                new {{Prefix}}ImageSpec(
                    {{Word(spec.Color)}},
                    ApplyExif: {{Word(spec.ApplyExif)}},
            """);
        code.Write(spec.Steps.Count == 0
            ? $"        Steps: global::System.Array.Empty<{Prefix}ImageStep>(),"
            : $"        Steps: new {Prefix}ImageStep[]\n        {{\n{string.Concat(spec.Steps.Select(Step))}        }},");
        code.Write($$"""
                    Scale: {{SourceText.Number(spec.Scale)}},
                    Mean: new double[] { {{Numbers(spec.Mean)}} },
                    Std: new double[] { {{Numbers(spec.Std)}} },
                    {{Word(spec.Layout)}},
                    {{Word(spec.Element)}}){{(input.Shape.Takes is { } size ? $",\n    takes: new({size}));" : ");")}}
            """);
    }

    private static string Step(ImageStep step) => step switch
    {
        ResizeStep resize => Call(
            "ResizeStep", Word(resize.Mode), Size(resize.Size), Word(resize.Filter), "Antialias: " + Word(resize.Antialias), Word(resize.Precision), Color(resize.PadColor), Word(resize.PadAlign)),
        CenterCropStep crop => Call("CenterCropStep", Size(crop.Size)),
        PadStep pad => Call("PadStep", Size(pad.Size), Color(pad.PadColor), Word(pad.PadAlign)),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static string Call(string step, params string[] arguments)
    {
        const string Indentation = "            ";
        var separator = arguments.Length == 1 ? "" : $"\n{Indentation}    ";
        return $"{Indentation}new {Prefix}{step}({separator}{string.Join("," + separator, arguments)}),\n";
    }

    private static string Size(PixelSize size) => $"new(Width: {Word(size.Width)}, Height: {Word(size.Height)})";

    private static string Color(IReadOnlyList<byte> color) => $"PadColor: new byte[] {{ {string.Join(", ", color.Select(Word))} }}";

    private static string Numbers(IReadOnlyList<double> numbers) => string.Join(", ", numbers.Select(SourceText.Number));

    private static string Word(bool value) => value ? "true" : "false";

    private static string Word(byte value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Word(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Word(Enum value) => $"{Prefix}{value.GetType().Name}.{value}";
}
