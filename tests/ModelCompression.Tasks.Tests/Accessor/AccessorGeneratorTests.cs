using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Signature;
using static ModelCompression.Tasks.Tests.Accessor.Signatures;

namespace ModelCompression.Tasks.Tests.Accessor;

[TestClass]
public sealed class AccessorGeneratorTests
{
    private static readonly int[] CarriedTypes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16];

    public static IEnumerable<object[]> Matrix => AllSignatures().Select(pair => new object[] { pair.Key });

    [TestMethod]
    [DynamicData(nameof(Matrix))]
    public void Compiles_without_a_warning(string name)
    {
        foreach (var access in new[] { "internal", "Public" })
        {
            var code = AccessorGenerator.Generate(AllSignatures()[name], Options(access: access));
            Assert.IsEmpty(AccessorCompiler.Problems("[assembly: System.CLSCompliant(true)]", code), code);
        }
    }

    private static SortedDictionary<string, ModelSignature> AllSignatures()
    {
        var image = Tensor("image", 1, "N", "1", "28", "28");
        var logits = Tensor("logits", 1, "N", "10");
        var all = new SortedDictionary<string, ModelSignature>(StringComparer.Ordinal)
        {
            ["digits"] = Digits(),
            ["fixed"] = Of([Tensor("x", 1, "1", "3")], [Tensor("y", 1, "1", "3")]),
            ["scalar"] = Of([Tensor("x", 1)], [Tensor("y", 7)]),
            ["several free"] = Of([Tensor("input_ids", 7, "batch", "sequence"), Tensor("attention_mask", 7, "batch", "sequence")], [Tensor("last_hidden_state", 1, "batch", "sequence", "384")]),
            ["one input, several free"] = Of([Tensor("x", 1, "batch", "sequence")], [logits]),
            ["any shape"] = Of([AnyShape("x", 1)], [AnyShape("y", 1)]),
            ["no input"] = Of([], [logits]),
            ["no output"] = Of([image], []),
            ["optional input"] = Of([image, new SignatureValue("scale", SignatureKind.Tensor, 1, [], hasDefault: true)], [logits]),
            ["element type without a C# type"] = Of([Tensor("x", 22, "N")], [logits]),
        };
        foreach (var type in CarriedTypes)
        {
            all[$"type {type}"] = Of([Tensor("x", type, "N")], [Tensor("y", type, "N")]);
        }

        foreach (var kind in Enum.GetValues<SignatureKind>().Where(kind => kind != SignatureKind.Tensor))
        {
            all[$"input {kind}"] = Of([image, NonTensor("other", kind)], [logits]);
            all[$"output {kind}"] = Of([image], [logits, NonTensor("other", kind)]);
        }

        return all;
    }
}
