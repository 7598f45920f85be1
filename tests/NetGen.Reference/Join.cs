namespace NetGen.Reference;

/// <summary>Layers of several inputs.</summary>
public static class Join
{
    /// <summary>The sums of the elements.</summary>
    /// <param name="maps">Maps of one shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Map Add(params Map[] maps) => Combine(maps, (a, b) => a + b);

    /// <summary>The products of the elements.</summary>
    /// <param name="maps">Maps of one shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Map Multiply(params Map[] maps) => Combine(maps, (a, b) => a * b);

    /// <summary>The channels of the first map, then those of the second, and so on.</summary>
    /// <param name="maps">Maps of one height and width.</param>
    /// <exception cref="ArgumentException">The heights or widths differ.</exception>
    public static Map Concat(params Map[] maps)
    {
        var result = new Map(maps[0].Height, maps[0].Width, maps.Sum(map => map.Channels));
        var first = 0;
        foreach (var map in maps)
        {
            Check.Length("height", result.Height, map.Height);
            Check.Length("width", result.Width, map.Width);
            for (var y = 0; y < map.Height; y++)
                for (var x = 0; x < map.Width; x++)
                    for (var c = 0; c < map.Channels; c++)
                        result[y, x, first + c] = map[y, x, c];
            first += map.Channels;
        }

        return result;
    }

    private static Map Combine(Map[] maps, Func<double, double, double> combine)
    {
        foreach (var map in maps)
            if ((map.Height, map.Width, map.Channels) != (maps[0].Height, maps[0].Width, maps[0].Channels))
                throw new ArgumentException(
                    $"{map.Height}×{map.Width}×{map.Channels} does not join {maps[0].Height}×{maps[0].Width}×{maps[0].Channels}.");
        return Map.Build(maps[0].Height, maps[0].Width, maps[0].Channels, (y, x, c) => maps.Select(map => map[y, x, c]).Aggregate(combine));
    }
}
