using ModelCompression.Data;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Preprocessing;

[TestClass]
public sealed class ConstantSpecParserTests
{
    [TestMethod]
    public void Reads_values_and_writes_them_out()
    {
        var spec = Parse("\"values\":[1,2],\"dtype\":\"int64\"");
        var constant = (ConstantInputSpec)spec.Inputs["c"];

        Assert.AreEqual(("1 2", ElementType.Int64), (string.Join(' ', constant.Values), constant.Element));
        Assert.AreEqual(spec.ToResolvedJson(), PreprocessingSpec.Parse(spec.ToResolvedJson(), "again").ToResolvedJson());
        Assert.AreNotEqual(spec.ContentHash(), Parse("\"values\":[1,3],\"dtype\":\"int64\"").ContentHash());
    }

    [TestMethod]
    [DataRow("\"value\":1", "'inputs.c.value' is not a known key")]
    [DataRow("\"dtype\":\"int64\"", "'inputs.c.values' must be a list of 1 to 65536 numbers")]
    [DataRow("\"values\":[]", "'inputs.c.values' must be a list")]
    [DataRow("\"values\":16000", "'inputs.c.values' must be a list")]
    [DataRow("\"values\":[\"a\"]", "'inputs.c.values' holds \"a\"")]
    [DataRow("\"values\":[1],\"dtype\":\"string\"", "'inputs.c.dtype' is \"string\"")]
    [DataRow("\"values\":[1.5],\"dtype\":\"int64\"", "no int64")]
    [DataRow("\"values\":[1e17],\"dtype\":\"int64\"", "no int64")]
    [DataRow("\"values\":[256],\"dtype\":\"uint8\"", "no uint8")]
    [DataRow("\"values\":[2],\"dtype\":\"bool\"", "no bool")]
    [DataRow("\"values\":[1e39]", "no float32")]
    [DataRow("\"values\":[70000],\"dtype\":\"float16\"", "no float16")]
    public void Names_the_key_and_what_is_allowed(string keys, string part) => Coded.Error("MC2011", () => Parse(keys), part);

    private static PreprocessingSpec Parse(string keys) => PreprocessingSpec.Parse($"{{\"schema\":1,\"inputs\":{{\"c\":{{\"type\":\"constant\",{keys}}}}}}}", "x");
}
