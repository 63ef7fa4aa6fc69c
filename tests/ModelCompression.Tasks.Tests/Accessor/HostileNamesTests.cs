using ModelCompression.Tasks.Accessor;
using static ModelCompression.Tasks.Tests.Accessor.Signatures;

namespace ModelCompression.Tasks.Tests.Accessor;

/// <summary>Names from a model, a file or a project that try to become code.</summary>
[TestClass]
public sealed class HostileNamesTests
{
    private static readonly string[] Names =
    [
        "\"; System.Diagnostics.Process.Start(\"x\"); //", "\"; } } class Evil { static Evil() { } } //", "*/", "/*", "</summary>", "<see cref=\"Missing\"/>", "]]>", "&amp;", "&bogus;",
        "a\nb", "a\rb", "a\r\n#error b", "a\u0085b", "a\u2028b", "a\u2029b", "\\", "\\\"", "\\u0022", "{0}", "{", "$\"{1}\"", "", " ", "\0", "\uFFFF", "\uD83D", "\u202Eevil\u202C", "\uFEFF",
        "class", "@class", "record", "value", "field", "_", "__", "1", "1x", "٣", "x", "X", "x1", "x_1", "input", "tensor", "tensor0", "bound", "options", "outputs", "count", "shape", "name",
        "run", "dispose", "tostring", "ToString", "Equals", "GetType", "GetHashCode", "MemberwiseClone", "Finalize", "ReferenceEquals", "Inputs", "Outputs", "Name", "Shape", "ElementType",
        "Session", "Digits", "DigitsInput", "DigitsOutput", "image", "image_shape", "ImageShape", "System", "global", "Microsoft", "float", "string", "String", "T", "Execute", "Bind",
        new('x', 10_000), new('"', 10_000), string.Concat(Enumerable.Repeat("</c>", 2_500)),
    ];

    public static IEnumerable<object[]> Single => Enumerable.Range(0, Names.Length).Select(i => new object[] { i });

    [TestMethod]
    [DynamicData(nameof(Single))]
    public void Tensor_name_compiles_and_stays_a_name(int index)
    {
        var code = Generate(Of([Tensor(Names[index], 1, "N", Names[index] == "1" ? "?" : Names[index])], [Tensor(Names[index], 8, "N")]));
        Assert.IsEmpty(AccessorCompiler.Problems(code), code);
        CollectionAssert.AreEquivalent(new[] { "Digits", "DigitsInput", "DigitsOutput" }, TypesOf(code));
        Assert.AreEqual(Names[index], NameConstants(code).Distinct().Single());
    }

    [TestMethod]
    public void All_names_together_compile()
    {
        var code = Generate(Of([.. Names.Select(name => Tensor(name, 1, "N"))], [.. Names.Concat(Names).Select(name => Tensor(name, 7))]));
        Assert.IsEmpty(AccessorCompiler.Problems(code));
        CollectionAssert.AreEqual(Names.Concat(Names).Concat(Names).ToArray(), NameConstants(code).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Single))]
    public void Name_of_a_file_resource_class_or_namespace_compiles(int index)
    {
        var name = Names[index];
        string[] codes =
        [
            AccessorGenerator.Generate(Digits(), new AccessorOptions("Digits", "", "Public", name, name, name, 1)),
            AccessorGenerator.Generate(Digits(), new AccessorOptions("Digits", "App", "Public", "r", "s", "d", 1, filePath: name)),
            AccessorGenerator.Generate(Digits(), Options(Identifiers.ForClass(name + ".onnx"), Identifiers.ForNamespace("Other." + name))),
        ];
        Assert.IsEmpty(AccessorCompiler.Problems(codes), string.Concat(codes));
        foreach (var code in codes)
        {
            Assert.HasCount(3, TypesOf(code));
        }
    }

    [TestMethod]
    public void Source_is_plain_lines()
    {
        var code = Generate(Of([.. Names.Select(name => Tensor(name, 1, "N"))], [Tensor("y", 1)]));
        Assert.IsFalse(code.Any(character => character is '\r' or '\u0085' or '\u2028' or '\u2029' or '\u202E' or '\uFEFF' or '\0'));
    }

    [TestMethod]
    public void Names_that_would_not_compile_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => AccessorGenerator.Generate(Digits(), Options("X { } class Y")));
        Assert.ThrowsExactly<ArgumentException>(() => AccessorGenerator.Generate(Digits(), Options(@namespace: "A; class B { }")));
        Assert.ThrowsExactly<ArgumentException>(() => AccessorGenerator.Generate(Digits(), Options(access: "private")));
    }

    private static string[] TypesOf(string code) => [.. AccessorCompiler.Declarations(code).Select(type => type.Name)];

    private static IEnumerable<string> NameConstants(string code) => AccessorCompiler.Declarations(code)
        .Single(type => type.Name == "Digits").GetTypeMembers()
        .SelectMany(side => side.GetTypeMembers())
        .Select(tensor => (string)tensor.GetMembers("Name").OfType<Microsoft.CodeAnalysis.IFieldSymbol>().Single().ConstantValue!); // a constant that compiled has a value
}
