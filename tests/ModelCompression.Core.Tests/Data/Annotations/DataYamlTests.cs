using ModelCompression.Data.Annotations;

namespace ModelCompression.Core.Tests.Data.Annotations;

[TestClass]
public sealed class DataYamlTests
{
    [TestMethod]
    public void Reads_the_form_that_tools_write()
    {
        using var folder = new DataFolder();
        var yaml = DataYaml.Read(folder.Write("data.yaml", "# parts\npath: .  # here\ntrain: images/train\nval: images/val\ntest: # none\n\nnames:\n  0: person\n  1: 'traffic light'\n"));

        Assert.AreEqual(".", yaml.Folder);
        Assert.AreEqual(("images/val", 4L), yaml.Images.Single());
        CollectionAssert.AreEqual(new[] { "person", "traffic light" }, yaml.Names?.ToArray());
    }

    [TestMethod]
    public void Without_names_there_are_none()
    {
        using var folder = new DataFolder();
        var yaml = DataYaml.Read(folder.Write("data.yaml", "val:\ntrain: [a, b]\n"));

        Assert.IsNull(yaml.Names);
        CollectionAssert.AreEqual(new[] { ("a", 2L), ("b", 2L) }, yaml.Images.ToArray());
    }

    /// <summary>Nine levels of nine aliases each would be a billion values.</summary>
    [TestMethod]
    public void A_bomb_of_aliases_is_refused_at_its_first_anchor()
    {
        using var folder = new DataFolder();
        var bomb = "a: &a [x, x, x]\n" + string.Concat(Enumerable.Range('b', 8).Select(name => $"{(char)name}: &{(char)name} [*{(char)(name - 1)}, *{(char)(name - 1)}]\n"));

        Coded.Error("MC2008", () => DataYaml.Read(folder.Write("data.yaml", bomb)), "anchor, alias or tag in line 1");
    }

    [TestMethod]
    public void Nesting_beyond_all_reason_ends_in_one_error()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2008", () => DataYaml.Read(folder.Write("data.yaml", "val: " + new string('[', 1_000_000))), "nested more than 32 deep in line 1");
    }

    [TestMethod]
    public void A_file_that_is_too_large_is_refused()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2008", () => DataYaml.Read(folder.Write("data.yaml", new string(' ', (1 << 20) + 1))), "at most");
    }
}
