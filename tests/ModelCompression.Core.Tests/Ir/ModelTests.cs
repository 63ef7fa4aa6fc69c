using ModelCompression.Ir;

namespace ModelCompression.Core.Tests.Ir;

[TestClass]
public sealed class ModelTests
{
    [TestMethod]
    public void The_default_domain_has_one_name()
    {
        var model = new Model(new Graph(), 8, [KeyValuePair.Create("ai.onnx", 17L), KeyValuePair.Create("com.microsoft", 1L)]);

        Assert.AreEqual(17, model.Opset);
        CollectionAssert.AreEqual(new[] { "", "com.microsoft" }, model.Opsets.Keys.ToArray());
        Assert.AreEqual(0, new Model(new Graph(), 8, []).Opset);
    }

    [TestMethod]
    public void Import_keeps_a_version_that_is_there()
    {
        var model = new Model(new Graph(), 8, [KeyValuePair.Create("com.microsoft", 2L)]);

        model.Import("com.microsoft", 1);
        model.Import("test", 3);

        Assert.AreEqual(2, model.Opsets["com.microsoft"]);
        Assert.AreEqual(3, model.Opsets["test"]);
    }
}
