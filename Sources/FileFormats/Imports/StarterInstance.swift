/// The annotated instance that `lanewise new` writes: it plans as it stands, and every table says what it is for.
public enum StarterInstance {
  public static var files: [OutputFile] {
    tables.map { name, text in OutputFile(name: name, bytes: Array(text.utf8)) }
  }

  private static let tables: [(String, String)] = [
    (
      "settings.csv",
      """
      key,value,notes
      model_name,My network,any name
      currency,EUR,all money is in it
      quantity_unit,unit,what demand and supply are counted in
      quantity_decimals,0,whole units; 3 would plan thousandths

      """
    ),
    (
      "sites.csv",
      """
      site,type,status,fixed_operating_cost,throughput_max,notes
      Plant,plant,include,,,include: open anyway
      North Warehouse,warehouse,consider,500,400,consider: the plan decides whether it is open
      South Warehouse,warehouse,consider,650,600,throughput is what leaves the site

      """
    ),
    (
      "supply.csv",
      """
      site,product,supply_max,unit_cost,notes
      Plant,Basic,500,12.00,a product without a row at a site does not originate there
      Plant,Premium,300,21.50,

      """
    ),
    (
      "demand.csv",
      """
      customer,product,quantity,penalty_cost,notes
      Retail Chain,Basic,180,40,with a penalty the plan may leave units unserved at that cost
      Retail Chain,Premium,90,70,
      Online Shop,Basic,140,40,
      Online Shop,Premium,60,70,
      Key Account,Premium,50,,without a penalty the row must be served in full

      """
    ),
    (
      "lanes.csv",
      """
      origin,destination,provider,unit_cost,fixed_cost,capacity_max,notes
      Plant,North Warehouse,Road Co,1.20,,,several providers may offer one lane
      Plant,North Warehouse,Rail Co,0.70,90,250,a fixed cost is paid when the lane is used
      Plant,South Warehouse,Road Co,1.60,,,
      North Warehouse,Retail Chain,Road Co,0.90,,,
      North Warehouse,Key Account,Parcel Co,2.40,,,
      South Warehouse,Retail Chain,Road Co,1.40,,,
      South Warehouse,Online Shop,Parcel Co,1.10,,,
      South Warehouse,Key Account,Parcel Co,1.90,,,
      North Warehouse,Online Shop,Parcel Co,1.80,,,

      """
    ),
    (
      "scenarios.csv",
      """
      scenario,item,table,where,column,action,value,notes
      more_demand,1,demand,,quantity,scale,1.2,lanewise plan … --scenario more_demand

      """
    ),
  ]
}
