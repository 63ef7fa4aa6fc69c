using System.Reflection;
using ModelCompression.Diagnostics;

namespace ModelCompression.Tasks.Tests;

[TestClass]
public sealed class TaskCodesTests
{
    [TestMethod]
    public void Codes_are_those_of_the_engine()
    {
        var engine = Constants(typeof(Codes));
        var tasks = Constants(typeof(TaskCodes));

        Assert.IsGreaterThan(3, tasks.Count);
        foreach (var (name, code) in tasks)
        {
            Assert.AreEqual(engine[name], code, name);
        }
    }

    private static Dictionary<string, string> Constants(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!, StringComparer.Ordinal); // all are constant strings
}
