using System.Reflection;
using NetGen;

// Prints the layer table of the networks that are named, or the list of all.
var networks = Assembly.GetExecutingAssembly().GetExportedTypes()
    .Where(type => type.IsDefined(typeof(NetworkAttribute), inherit: false))
    .OrderBy(type => type.Name, StringComparer.Ordinal)
    .ToList();
if (args.Length == 0)
{
    Console.WriteLine("Name networks to see their layers:");
    foreach (var network in networks) Console.WriteLine($"  {network.Name}");
    return 0;
}

foreach (var name in args)
{
    if (networks.Find(network => network.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } network)
    {
        Console.Error.WriteLine($"There is no network '{name}'.");
        return 1;
    }

    Console.WriteLine(network.Name);
    Console.WriteLine(network.GetProperty("Summary")!.GetValue(null));
    Console.WriteLine();
}

return 0;
