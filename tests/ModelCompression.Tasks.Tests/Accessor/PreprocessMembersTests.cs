using Microsoft.CodeAnalysis;
using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Signature;
using static ModelCompression.Tasks.Tests.Accessor.Signatures;

namespace ModelCompression.Tasks.Tests.Accessor;

[TestClass]
public sealed class PreprocessMembersTests
{
    private static readonly SignatureValue Scores = Tensor("scores", 1, "N", "10");

    public static IEnumerable<object[]> Models =>
    [
        ["fixed", Of([Tensor("image", 1, "1", "3", "8", "8")], [Scores]), "AppInput Preprocess(pixels, width, height, format, stride, orientation)"],
        ["free batch", Of([Tensor("image", 1, "N", "3", "8", "8")], [Scores]), "AppInput Preprocess(pixels, width, height, format, stride, orientation)"],
        ["free size", Of([Tensor("image", 1, "N", "3", "?", "?")], [Scores]), "AppInput Preprocess(pixels, width, height, format, stride, orientation)"],
        ["any shape", Of([AnyShape("image", 1)], [Scores]), "AppInput Preprocess(pixels, width, height, format, stride, orientation)"],
        ["no batch", Of([Tensor("image", 1, "3", "8", "8")], [Scores]), "AppInput Preprocess(pixels, width, height, format, stride, orientation)"],
        ["a row", Of([Tensor("image", 1, "N", "192")], [Scores]), "AppInput Preprocess(pixels, width, height, format, stride, orientation)"],
        ["a row of any length", Of([Tensor("image", 1, "N", "?")], [Scores]), ""],
        ["other values besides", Of([Tensor("image", 1, "N", "3", "8", "8"), Tensor("scale", 1, "N")], [Scores]), "float[] PreprocessImage(pixels, width, height, format, stride, orientation)"],
        ["other values and a free size", Of([Tensor("image", 1, "N", "3", "?", "?"), Tensor("scale", 1, "N")], [Scores]), "float[] PreprocessImage(pixels, width, height, format, shape, stride, orientation)"],
        ["an optional input", Of([Tensor("image", 1, "N", "3", "8", "8"), new SignatureValue("k", SignatureKind.Tensor, 1, [], hasDefault: true)], [Scores]), "AppInput Preprocess(pixels, width, height, format, stride, orientation)"],
        ["no typed run", Of([Tensor("image", 1, "N", "3", "?", "?")], [NonTensor("y", SignatureKind.Map)]), "float[] Preprocess(pixels, width, height, format, shape, stride, orientation)"],
    ];

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void Makes_what_run_takes(string name, ModelSignature signature, string method)
    {
        var code = ImageModels.Generate(signature, """{"schema":1,"inputs":{"image":{"type":"image"}}}""", "App");

        Assert.IsEmpty(AccessorCompiler.Problems(code, RuntimeSource.Read()), name);
        Assert.AreEqual(method, string.Join("; ", Methods(code)));
    }

    [TestMethod]
    public void Every_input_that_is_an_image_has_a_method()
    {
        var signature = Of([Tensor("left", 10, "N", "3", "8", "8"), Tensor("right", 2, "N", "8", "8", "1"), Tensor("third", 1, "N")], [Scores]);
        var code = ImageModels.Generate(
            signature, """{"schema":1,"inputs":{"left":{"type":"image","dtype":"float16"},"right":{"type":"image","exif":"ignore","color":"GRAY","layout":"NHWC","dtype":"uint8"}}}""", "App");

        Assert.IsEmpty(AccessorCompiler.Problems(code, RuntimeSource.Read()), code);
        Assert.AreEqual("Microsoft.ML.OnnxRuntime.Float16[] PreprocessLeft(pixels, width, height, format, stride, orientation); byte[] PreprocessRight(pixels, width, height, format, stride)", string.Join("; ", Methods(code)));
    }

    [TestMethod]
    public void Names_of_models_and_inputs_stay_apart_from_its_own()
    {
        string[] names = ["ing", "Preprocessing", "pixels", "PixelFormat", "image", "OfImage", "unpacked", "\"</c>\n", "format", "shape"];
        var inputs = string.Join(",", names.Select(name => $"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\":{{\"type\":\"image\"}}"));
        var signature = Of([.. names.Select(name => Tensor(name, 1, "N", "3", "?", "?"))], [Scores]);

        var code = ImageModels.Generate(signature, $"{{\"schema\":1,\"inputs\":{{{inputs}}}}}", "PreprocessImage");

        Assert.IsEmpty(AccessorCompiler.Problems(code, RuntimeSource.Read()), code);
        Assert.HasCount(names.Length, Methods(code));
        foreach (var taken in new[] { "Preprocess", "Preprocessing", "PixelFormat" })
        {
            Assert.AreEqual(taken + "Model", Identifiers.ForClass(taken + ".onnx"));
        }
    }

    private static string[] Methods(string code) =>
        [.. AccessorCompiler.Declarations(code, RuntimeSource.Read()).Where(type => type.ContainingNamespace.Name == "Models").SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>()
            .Where(method => method.Name.StartsWith("Preprocess", StringComparison.Ordinal) && method.MethodKind == MethodKind.Ordinary)
            .Select(method => $"{method.ReturnType.ToDisplayString().Replace("App.Models.", "", StringComparison.Ordinal)} {method.Name}({string.Join(", ", method.Parameters.Select(parameter => parameter.Name))})")];
}
