using ModelCompression.Tasks.Accessor;

namespace ModelCompression.Tasks.Tests.Accessor;

[TestClass]
public sealed class IdentifiersTests
{
    [TestMethod]
    [DataRow("image", "Image")]
    [DataRow("input_ids", "InputIds")]
    [DataRow("inputIDs", "InputIDs")]
    [DataRow("serving_default_x:0", "ServingDefaultX0")]
    [DataRow("model/dense/BiasAdd:0", "ModelDenseBiasAdd0")]
    [DataRow("x.1", "X1")]
    [DataRow("x.1_2", "X1_2")]
    [DataRow("495", "Tensor495")]
    [DataRow("", "Tensor")]
    [DataRow("___", "Tensor")]
    [DataRow("class", "Class")]
    [DataRow("größe", "Größe")]
    [DataRow("図像", "図像")]
    [DataRow("a\u200Eb", "AB")]
    [DataRow("a\uD83D\uDE00b", "AB")]
    [DataRow("a\uD83Db", "AB")]
    [DataRow("a\u2028b\nc", "ABC")]
    [DataRow("\u0301a", "A")]
    [DataRow("٣x", "Tensor٣x")]
    [DataRow("name", "NameTensor")]
    [DataRow("Shape", "ShapeTensor")]
    [DataRow("to_string", "ToStringTensor")]
    [DataRow("equals", "EqualsTensor")]
    [DataRow("run", "Run")]
    [DataRow("\"; System.Diagnostics.Process.Start(\"x\"); //", "SystemDiagnosticsProcessStartX")]
    public void Member_follows_the_rule(string name, string expected) => Assert.AreEqual(expected, Identifiers.ForMember(name, new HashSet<string>()));

    [TestMethod]
    public void Member_of_a_long_name_is_cut_off() => Assert.AreEqual("X" + new string('x', 63), Identifiers.ForMember(new string('x', 10_000), new HashSet<string>()));

    [TestMethod]
    public void Colliding_members_are_numbered_in_order()
    {
        var taken = new HashSet<string>();
        var names = new[] { "x", "X", "_x", "x1", "x_1", "image_shape", "image", "2", "3", "tensor_2" };
        string[] expected = ["X", "X2", "X3", "X1", "X1_2", "ImageShape", "Image2", "Tensor2", "Tensor3", "Tensor2_2"];
        CollectionAssert.AreEqual(expected, names.Select(name => Identifiers.ForMember(name, taken)).ToArray());
    }

    [TestMethod]
    [DataRow("digits.onnx", "Digits")]
    [DataRow("models/digits.v2.onnx", "DigitsV2")]
    [DataRow(@"C:\models\all-MiniLM-L6-v2.onnx", "AllMiniLML6V2")]
    [DataRow("2d.onnx", "Model2d")]
    [DataRow(".onnx", "Onnx")]
    [DataRow("run.onnx", "RunModel")]
    [DataRow("session", "SessionModel")]
    [DataRow("", "Model")]
    public void Class_follows_the_rule(string file, string expected)
    {
        Assert.AreEqual(expected, Identifiers.ForClass(file));
        Assert.IsTrue(Identifiers.IsClass(expected));
    }

    [TestMethod]
    [DataRow("Image", "image")]
    [DataRow("Class", "@class")]
    [DataRow("X1_2", "x1_2")]
    public void Parameter_starts_small(string member, string expected) => Assert.AreEqual(expected, Identifiers.ForParameter(member));

    [TestMethod]
    [DataRow("App.Models", "App.Models")]
    [DataRow("My-App.2d", "My_App._2d")]
    [DataRow("a.class", "a.@class")]
    [DataRow("a.@class", "a.@class")]
    [DataRow("..", "")]
    [DataRow("a;b{}", "a_b__")]
    public void Namespace_follows_the_rule(string text, string expected)
    {
        Assert.AreEqual(expected, Identifiers.ForNamespace(text));
        Assert.IsTrue(Identifiers.IsNamespace(expected));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("1x")]
    [DataRow("a b")]
    [DataRow("class")]
    [DataRow("record")]
    [DataRow("Run")]
    [DataRow("ToString")]
    [DataRow("A.B")]
    public void Name_that_would_not_compile_is_no_class(string name) => Assert.IsFalse(Identifiers.IsClass(name));

    [TestMethod]
    [DataRow("a..b")]
    [DataRow("a.1")]
    [DataRow("a.class")]
    [DataRow("a;b")]
    public void Text_that_would_not_compile_is_no_namespace(string text) => Assert.IsFalse(Identifiers.IsNamespace(text));
}
