using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks.Tests.Accessor;

/// <summary>Short ways to write signatures and options.</summary>
internal static class Signatures
{
    public static ModelSignature Of(SignatureValue[] inputs, SignatureValue[] outputs) => new(8, inputs, outputs, [], []);

    /// <summary>A tensor; a dimension is a size, a symbol, or <c>?</c>.</summary>
    public static SignatureValue Tensor(string name, int elementType, params string[] dimensions) =>
        new(name, SignatureKind.Tensor, elementType, [.. dimensions.Select(Dimension)]);

    public static SignatureValue AnyShape(string name, int elementType) => new(name, SignatureKind.Tensor, elementType, null);

    public static SignatureValue NonTensor(string name, SignatureKind kind) => new(name, kind, 0, null);

    public static ModelSignature Digits() => Of([Tensor("image", 1, "N", "1", "28", "28")], [Tensor("logits", 1, "N", "10")]);

    public static AccessorOptions Options(string className = "Digits", string @namespace = "App.Models", string access = "internal") =>
        new(className, @namespace, access, "App.models.digits.onnx", "App.models.digits.json", "models/digits.onnx", 1_730_000);

    public static string Generate(ModelSignature signature) => AccessorGenerator.Generate(signature, Options());

    private static SignatureDimension Dimension(string text) =>
        long.TryParse(text, out var size) ? new SignatureDimension(size, null) : new SignatureDimension(null, text == "?" ? null : text);
}
