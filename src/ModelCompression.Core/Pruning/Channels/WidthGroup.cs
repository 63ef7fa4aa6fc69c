using ModelCompression.Ir;

namespace ModelCompression.Pruning.Channels;

/// <summary>Channels that lie on the same axes of the same tensors: one width of the model, such as that between two convolutions.</summary>
/// <param name="Units">Classes of slots, each of which can be removed; ascending.</param>
/// <param name="Axes">The axes they lie on.</param>
internal sealed record WidthGroup(IReadOnlyList<int> Units, IReadOnlyList<(Value Value, int Axis)> Axes)
{
    /// <summary>All groups of a table; units that are frozen are in none.</summary>
    public static IReadOnlyList<WidthGroup> Of(SlotTable table)
    {
        var axes = new SortedDictionary<int, List<(Value Value, int Axis)>>();
        var numbers = new Dictionary<Value, int>();
        foreach (var value in table.Values)
        {
            numbers[value] = numbers.Count;
            var slots = table.Of(value) ?? [];
            for (var axis = 0; axis < slots.Length; axis++)
            {
                foreach (var unit in slots[axis].Select(table.Find).Distinct().Where(unit => !table.IsFrozen(unit)))
                {
                    if (!axes.TryGetValue(unit, out var lies))
                    {
                        axes[unit] = lies = [];
                    }

                    lies.Add((value, axis));
                }
            }
        }

        return [.. axes.GroupBy(pair => string.Join(' ', pair.Value.Select(lie => $"{numbers[lie.Value]}:{lie.Axis}")), StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => new WidthGroup([.. group.Select(pair => pair.Key)], group.First().Value))
            .OrderBy(group => group.Units[0])];
    }
}
