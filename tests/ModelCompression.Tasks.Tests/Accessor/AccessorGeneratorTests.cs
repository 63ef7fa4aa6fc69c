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

    [TestMethod]
    [DataRow("input Sequence")]
    [DataRow("output Map")]
    [DataRow("no output")]
    [DataRow("element type without a C# type")]
    public void Without_carried_tensors_there_is_no_typed_run(string name)
    {
        var code = Generate(AllSignatures()[name]);
        var types = AccessorCompiler.Declarations(code);
        CollectionAssert.AreEqual(new[] { "Digits" }, types.Select(type => type.Name).ToArray());
        Assert.IsEmpty(types[0].GetMembers("Run"));
        Assert.HasCount(1, types[0].GetMembers("CreateSession"));
        Assert.Contains("There is no typed <c>Run</c>", code);
    }

    [TestMethod]
    [DataRow("several free", 1)]
    [DataRow("no input", 1)]
    [DataRow("digits", 2)]
    [DataRow("one input, several free", 2)]
    [DataRow("optional input", 2)]
    public void Single_required_input_can_be_run_as_a_span(string name, int runs) =>
        Assert.HasCount(runs, AccessorCompiler.Declarations(Generate(AllSignatures()[name])).Single(type => type.Name == "Digits").GetMembers("Run"));

    [TestMethod]
    [DataRow(0, "0 bytes")]
    [DataRow(999, "999 bytes")]
    [DataRow(1_000, "1 kB")]
    [DataRow(1_234_567, "1.23 MB")]
    [DataRow(5_000_000_000, "5 GB")]
    public void Documentation_gives_the_size_of_the_original(long bytes, string text)
    {
        var options = new AccessorOptions("Digits", "App", "internal", "r", "s", "digits.onnx", bytes);
        Assert.Contains($"The original file has {text}.", AccessorGenerator.Generate(Digits(), options));
    }

    [TestMethod]
    public void Missing_shape_of_several_free_dimensions_does_not_compile()
    {
        var code = Generate(AllSignatures()["one input, several free"]);
        var problems = AccessorCompiler.Problems(code, "internal static class Use { public static App.Models.DigitsInput Value => new() { X = new float[4] }; }");
        Assert.HasCount(1, problems);
        Assert.Contains("DigitsInput.XShape", problems[0]);
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
