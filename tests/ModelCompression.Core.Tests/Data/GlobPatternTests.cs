using ModelCompression.Data;

namespace ModelCompression.Core.Tests.Data;

[TestClass]
public sealed class GlobPatternTests
{
    [TestMethod]
    [DataRow("/d/*.png", "a.png", true)]
    [DataRow("/d/*.png", "b/a.png", false)]
    [DataRow("/d/*.png", "a.pngx", false)]
    [DataRow("/d/?.p*g", "a.png", true)]
    [DataRow("/d/?.png", "ab.png", false)]
    [DataRow("/d/**/*.png", "a.png", true)]
    [DataRow("/d/**/*.png", "b/c/a.png", true)]
    [DataRow("/d/**", "b/c/a.png", true)]
    [DataRow("/d/*/x.png", "b/x.png", true)]
    [DataRow("/d/a+(1)*.png", "a+(1)2.png", true)]
    public void Matches(string pattern, string name, bool expected) => Assert.AreEqual(expected, GlobPattern.Parse(pattern).Matches(name));

    [TestMethod]
    public void Takes_everything_before_the_first_wildcard_as_the_root()
    {
        Assert.AreEqual(Path.GetFullPath("/d/e"), GlobPattern.Parse("/d/e/*/f/*.png").Root);
        Assert.AreEqual(Path.GetFullPath("/"), GlobPattern.Parse("/*.png").Root);
    }
}
